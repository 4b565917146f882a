using System.Diagnostics;
using System.Globalization;
using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Bench.Losses;

/// <summary>
/// Hinton's loss over many classes, forward and backward: <see cref="Response"/> against the port of RepDistiller's that one would write.
/// Each measurement is a process of its own, so that its peak of memory is that of one variant.
/// </summary>
internal static class KlBenchmark
{
    public const string Verb = "kl";

    private const int Rounds = 5;
    private const int Steps = 9;
    private const int WarmUp = 2;

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> _variants = new()
    {
        ["port"] = Port,
        ["Response"] = new Response().Forward,
        ["inputs alone"] = (student, _) => student.sum(), // the floor: logits, their gradient and the runtime
    };

    public static void Print(int samples, int classes)
    {
        var measured = _variants.Keys.ToDictionary(name => name, _ => new List<Measurement>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var name in _variants.Keys)
            {
                measured[name].Add(InChild(name, samples, classes));
            }
        }

        var port = Median(measured["port"]);
        Console.WriteLine($"{samples} x {classes}, single precision, medians of {Rounds} processes");
        Console.WriteLine("| | forward and backward, ms | of the port | peak of the process, MiB | of the port | loss |");
        Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
        foreach (var (name, measurements) in measured)
        {
            var median = Median(measurements);
            Console.WriteLine(
                $"| {name} | {median.Milliseconds:F0} | {median.Milliseconds / port.Milliseconds:F2} | {median.Mebibytes:F0} | {median.Mebibytes / port.Mebibytes:F2} | {median.Loss:R} |");
        }
    }

    /// <summary>Measures one variant in this process.</summary>
    public static void Run(string variant, int samples, int classes)
    {
        random.manual_seed(1);
        using var student = randn([samples, classes]).requires_grad_(true);
        using var teacher = randn([samples, classes]);
        var times = new List<double>();
        var value = 0f;
        for (var step = 0; step < WarmUp + Steps; step++)
        {
            using var scope = NewDisposeScope();
            student.grad = null;
            var clock = Stopwatch.StartNew();
            var loss = _variants[variant](student, teacher);
            loss.backward();
            times.Add(clock.Elapsed.TotalMilliseconds);
            value = loss.item<float>();
        }

        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{times.Skip(WarmUp).Order().ElementAt(Steps / 2):R} {process.PeakWorkingSet64 / 1048576.0:R} {value:R}");
    }

    private static Tensor Port(Tensor student, Tensor teacher)
    {
        const double temperature = 4;
        var prediction = nn.functional.log_softmax(student / temperature, 1);
        var target = nn.functional.softmax(teacher / temperature, 1);
        return nn.functional.kl_div(prediction, target, log_target: false, reduction: nn.Reduction.Sum) * (temperature * temperature) / student.shape[0];
    }

    private static Measurement InChild(string variant, int samples, int classes)
    {
        string[] arguments = [typeof(KlBenchmark).Assembly.Location, "losses", Verb, variant, $"{samples}", $"{classes}"];
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? arguments : arguments[1..])
        {
            RedirectStandardOutput = true,
        })!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        var numbers = output.Split(' ', StringSplitOptions.TrimEntries);
        return child.ExitCode == 0 && numbers.Length == 3
            ? new(Number(0), Number(1), Number(2))
            : throw new InvalidOperationException($"The measurement of '{variant}' ended with {child.ExitCode}: {output}");

        double Number(int index) => double.Parse(numbers[index], CultureInfo.InvariantCulture);
    }

    private static Measurement Median(List<Measurement> of) =>
        new(Middle(of.Select(m => m.Milliseconds)), Middle(of.Select(m => m.Mebibytes)), of[0].Loss);

    private static double Middle(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private sealed record Measurement(double Milliseconds, double Mebibytes, double Loss);
}
