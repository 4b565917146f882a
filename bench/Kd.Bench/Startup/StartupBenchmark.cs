using System.Diagnostics;
using System.Text.Json;
using Digits;
using Kd.Tasks.Running;

namespace Kd.Bench.Startup;

/// <summary>What it takes from the start of a stage's process to its first step: the stages of the digits sample, as <c>Distill</c> runs them.</summary>
internal static class StartupBenchmark
{
    /// <summary>The word on the command line.</summary>
    public const string Verb = "startup";

    /// <summary>Prints the table, from rounds in which the stages take turns.</summary>
    public static void Print(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("kd-startup-").FullName;
        try
        {
            // The first round finds files that are in nobody's memory, and leaves the teacher's weights.
            string[] stages = [nameof(DigitsTeacher), nameof(DigitsStudent)];
            foreach (var stage in stages)
            {
                Run(stage, folder);
            }

            var runs = Enumerable.Range(0, rounds).SelectMany(_ => stages.Select(stage => (Stage: stage, Times: Run(stage, folder)))).ToLookup(run => run.Stage, run => run.Times);
            Console.WriteLine("| stage | to the data and models, s | to the first step, s | longest, s | processor time to it, s | all of a run of one epoch, s |");
            Console.WriteLine("| --- | --- | --- | --- | --- | --- |");
            foreach (var stage in runs)
            {
                double Median(Func<Times, TimeSpan> part) => Statistics.Median([.. stage.Select(times => part(times).TotalSeconds)]);
                Console.WriteLine(
                    $"| {stage.Key} | {Median(t => t.Preparation):F2} | {Median(t => t.FirstStep):F2} | {stage.Max(t => t.FirstStep.TotalSeconds):F2} | {Median(t => t.Processor):F2} | {Median(t => t.Run):F2} |");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Times Run(string stage, string around)
    {
        var folder = Path.Combine(around, stage);
        var output = Directory.CreateDirectory(Path.Combine(folder, "result")).FullName;
        File.WriteAllText(Path.Combine(folder, "request.json"), JsonSerializer.Serialize(new
        {
            assembly = typeof(DigitsStudent).Assembly.Location,
            stage,
            output,
            projectFolder = folder,
            device = "cpu",
            settings = new Dictionary<string, string> { ["train.epochs"] = "1" },
            weights = new Dictionary<string, string> { [nameof(DigitsTeacher)] = Path.Combine(around, nameof(DigitsTeacher), "result", "teacher.safetensors") },
        }));
        var phase = Path.Combine(folder, "phase");
        File.Delete(phase);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(StartOf(Path.Combine(folder, "request.json")))!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var preparation = Wait("before");
        var firstStep = Wait("in epoch");
        var processor = process.TotalProcessorTime;
        process.WaitForExit();
        return process.ExitCode == 0 ? new(preparation, firstStep, processor, clock.Elapsed) : throw new InvalidOperationException($"{stage} ended with {process.ExitCode}.");

        TimeSpan Wait(string words)
        {
            while (!process.HasExited && !(Phase.Read(phase)?.StartsWith(words, StringComparison.Ordinal) is true))
            {
                Thread.Sleep(1);
            }

            return clock.Elapsed;
        }
    }

    private static ProcessStartInfo StartOf(string request)
    {
        var program = Path.ChangeExtension(typeof(StartupBenchmark).Assembly.Location, null);
        var start = new ProcessStartInfo("dotnet", ["exec", "--depsfile", program + ".deps.json", "--runtimeconfig", program + ".runtimeconfig.json", Host(), request])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var variable in ChildEnvironment.Create(ChildEnvironment.Threads(), libTorch: null, waitForDebugger: false))
        {
            var parts = variable.Split('=', 2);
            start.Environment[parts[0]] = parts[1];
        }

        return start;
    }

    // Built with the sample, for its targets.
    private static string Host()
    {
        var configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Combine(folder, "src", "Kd.Host", "bin", configuration, "net8.0", "Kd.Host.dll") is var host && File.Exists(host))
            {
                return host;
            }
        }

        throw new FileNotFoundException("Kd.Host.dll is not built.");
    }

    private readonly record struct Times(TimeSpan Preparation, TimeSpan FirstStep, TimeSpan Processor, TimeSpan Run);
}
