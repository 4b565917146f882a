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

    private static readonly Dictionary<string, (string Name, string Value)[]> _environments = new()
    {
        ["as Kd starts its trainers"] =
            [("OMP_WAIT_POLICY", "PASSIVE"), ("MALLOC_MMAP_THRESHOLD_", "1073741824"), ("MALLOC_TRIM_THRESHOLD_", "8589934592")],
        ["with the system's own memory settings"] = [("OMP_WAIT_POLICY", "PASSIVE")],
    };

    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> _variants = new()
    {
        ["port"] = Port,
        ["Response"] = new Response().Forward,
        ["inputs alone"] = (student, _) => student.sum(), // the floor: logits, their gradient and the runtime
    };

    public static void Print(int samples, int classes)
    {
        foreach (var environment in _environments.Keys)
        {
            Console.WriteLine($"{samples} x {classes}, single precision, forward and backward, {environment}; medians of {Rounds} processes, in brackets of the port");
            Console.WriteLine("| | ms | processor ms | peak of the process, MiB | loss |");
            Console.WriteLine("| --- | --- | --- | --- | --- |");
            Print(samples, classes, _environments[environment]);
        }
    }

    /// <summary>Measures one variant in this process.</summary>
    public static void Run(string variant, int samples, int classes)
    {
        random.manual_seed(1);
        using var process = Process.GetCurrentProcess();
        using var student = randn([samples, classes]).requires_grad_(true);
        using var teacher = randn([samples, classes]);
        var times = new List<double>();
        var processor = TimeSpan.Zero;
        var value = 0f;
        for (var step = 0; step < WarmUp + Steps; step++)
        {
            processor = step == WarmUp ? process.TotalProcessorTime : processor;
            using var scope = NewDisposeScope();
            student.grad = null;
            var clock = Stopwatch.StartNew();
            var loss = _variants[variant](student, teacher);
            loss.backward();
            times.Add(clock.Elapsed.TotalMilliseconds);
            value = loss.item<float>();
        }

        process.Refresh();
        var spent = (process.TotalProcessorTime - processor).TotalMilliseconds / Steps;
        Console.WriteLine($"{times.Skip(WarmUp).Order().ElementAt(Steps / 2):R} {spent:R} {process.PeakWorkingSet64 / 1048576.0:R} {value:R}");
    }

    private static void Print(int samples, int classes, (string Name, string Value)[] environment)
    {
        var measured = _variants.Keys.ToDictionary(name => name, _ => new List<double[]>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var name in _variants.Keys)
            {
                measured[name].Add(InChild(name, samples, classes, environment));
            }
        }

        foreach (var (name, measurements) in measured)
        {
            var columns = Enumerable.Range(0, 3).Select(column => $"{Median(measurements, column):G4} ({Median(measurements, column) / Median(measured["port"], column):F2})");
            Console.WriteLine($"| {name} | {string.Join(" | ", columns)} | {measurements[0][3]:R} |");
        }
    }

    private static Tensor Port(Tensor student, Tensor teacher)
    {
        const double temperature = 4;
        var prediction = nn.functional.log_softmax(student / temperature, 1);
        var target = nn.functional.softmax(teacher / temperature, 1);
        return nn.functional.kl_div(prediction, target, log_target: false, reduction: nn.Reduction.Sum) * (temperature * temperature) / student.shape[0];
    }

    private static double[] InChild(string variant, int samples, int classes, (string Name, string Value)[] environment)
    {
        var start = ThisProgram.With("losses", Verb, variant, $"{samples}", $"{classes}");
        start.RedirectStandardOutput = true;
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0
            ? [.. output.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))]
            : throw new InvalidOperationException($"The measurement of '{variant}' ended with {child.ExitCode}: {output}");
    }

    private static double Median(List<double[]> measurements, int column) => measurements.Select(m => m[column]).Order().ElementAt(measurements.Count / 2);
}
