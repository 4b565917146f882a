using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Kd.IO;
using Kd.Tasks.Running;
using Kd.Training;

namespace Kd.Bench.Loop;

/// <summary>One measurement of a loop, in a process of its own.</summary>
internal static class LoopProcess
{
    public const string Verb = "loop-process";
    private const string ResultPrefix = "result: ";

    /// <summary>Starts a process and waits for what it measures.</summary>
    /// <param name="generated">The generated loop, or that by hand.</param>
    /// <param name="tuned">With the environment in which the <c>Distill</c> target trains, or with that of this process.</param>
    /// <param name="warmUp">Steps before the timed ones.</param>
    /// <param name="timed">Timed steps.</param>
    /// <param name="folder">Where the process may write.</param>
    public static LoopResult Measure(bool generated, bool tuned, int warmUp, int timed, string folder)
    {
        var program = Environment.ProcessPath!;
        string[] host = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(LoopProcess).Assembly.Location] : [];
        var start = new ProcessStartInfo(
            program, [.. host, Verb, generated ? "generated" : "hand", warmUp.ToString(CultureInfo.InvariantCulture), timed.ToString(CultureInfo.InvariantCulture), folder])
        {
            RedirectStandardOutput = true,
        };
        if (tuned)
        {
            foreach (var variable in ChildEnvironment.Create(ChildEnvironment.Threads(), libTorch: null, waitForDebugger: false))
            {
                var parts = variable.Split('=', 2);
                start.Environment[parts[0]] = parts[1];
            }
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var result = output.Split('\n').FirstOrDefault(line => line.StartsWith(ResultPrefix, StringComparison.Ordinal));
        return result is null
            ? throw new InvalidOperationException($"A measuring process ended with code {process.ExitCode} and without a result.")
            : JsonSerializer.Deserialize<LoopResult>(result[ResultPrefix.Length..])!;
    }

    /// <summary>Writes the teacher's weights, which all processes read.</summary>
    public static void Prepare(string folder)
    {
        TorchSharp.torch.manual_seed(0);
        using var teacher = new ResNet56();
        ModelWeights.Save(teacher, TeacherWeights(folder));
    }

    /// <summary>What the process does.</summary>
    public static int Run(string loop, string warmUp, string timed, string folder)
    {
        var clock = new StepClock(int.Parse(warmUp, CultureInfo.InvariantCulture), int.Parse(timed, CultureInfo.InvariantCulture));
        var loss = loop == "generated" ? RunGenerated(folder, clock) : HandWrittenLoop.Run(TeacherWeights(folder), clock);
        Console.WriteLine(ResultPrefix + JsonSerializer.Serialize(clock.Result(loss)));
        return 0;
    }

    private static double RunGenerated(string folder, StepClock clock)
    {
        SyntheticImages.Clock = clock;
        var output = Path.Combine(folder, "student");
        ResNet20Distiller.Run(new()
        {
            Output = output,
            Weights = new Dictionary<string, string> { [nameof(ResNet56)] = TeacherWeights(folder) },
            Device = "cpu",
            Reporter = Silent.Instance,
        });
        using var epoch = JsonDocument.Parse(File.ReadLines(Path.Combine(output, "metrics.jsonl")).First());
        return epoch.RootElement.GetProperty("losses").GetProperty("total").GetDouble();
    }

    private static string TeacherWeights(string folder) => Path.Combine(folder, "teacher.safetensors");

    private sealed class Silent : IRunReporter
    {
        public static readonly Silent Instance = new();

        public void Progress(string text)
        {
        }

        public void Warning(string id, string text) => Console.Error.WriteLine($"warning {id}: {text}");
    }
}
