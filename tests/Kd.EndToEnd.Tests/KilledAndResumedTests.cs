using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Xunit.Abstractions;

namespace Kd.EndToEnd.Tests;

/// <summary>
/// Trainers that are killed at random times and started again, until they come to their end. <c>KD_KILLS</c> says how many kills.
/// </summary>
public sealed class KilledAndResumedTests(ITestOutputHelper output)
{
    private const int Seed = 7;

    // A run that is killed more often is let go to its end.
    private const int MostKillsOfARun = 4;

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(10);
    private readonly int _kills = int.Parse(Environment.GetEnvironmentVariable("KD_KILLS") ?? "10", CultureInfo.InvariantCulture);

    [SkippableTheory]
    [InlineData("DigitsTeacher", 3)]
    [InlineData("DigitsStudent", 6)]
    public void All_end_in_the_bytes_of_an_unbroken_run(string stage, int epochs)
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        using var project = TrainedSample.Project.Clone();
        project.DistillOnly("-p:KdBaseline=false", "-p:KdSeed=70").Succeeded();
        var clock = Stopwatch.StartNew();
        var unbroken = new Trainer(project, stage, epochs, "unbroken");
        Assert.False(unbroken.Run(killAfter: null));
        var length = clock.Elapsed;
        var expected = unbroken.Artifacts();

        var random = new Random(Seed);
        var (kills, runs, resumed, within) = (0, 0, 0, 0);
        while (kills < _kills)
        {
            var trainer = new Trainer(project, stage, epochs, $"run{++runs}");
            for (var ofRun = 0; ;)
            {
                var delay = kills < _kills && ofRun < MostKillsOfARun ? length * random.NextDouble() : (TimeSpan?)null;
                if (!trainer.Run(delay))
                {
                    break;
                }

                (kills, ofRun) = (kills + 1, ofRun + 1);
            }

            Assert.Equal(expected, trainer.Artifacts());
            (resumed, within) = (resumed + trainer.Resumed(), within + trainer.Resumed(", step "));
        }

        output.WriteLine($"{stage}: {kills} kills in {runs} runs of {length.TotalSeconds:F1} s; they went on {resumed} times, {within} of these within an epoch. All end in the same bytes.");
        Assert.True(resumed > 0, "No checkpoint was ever used.");
    }

    /// <summary>A stage that is run without its build, over and over, from the checkpoints that it has left.</summary>
    private sealed class Trainer
    {
        private readonly SampleProject _project;
        private readonly string _folder;

        public Trainer(SampleProject project, string stage, int epochs, string name)
        {
            (_project, _folder) = (project, Path.Combine(project.Around, $"{stage}-{name}"));
            var request = JsonNode.Parse(File.ReadAllText(Path.Combine(project.Store, stage, "request.json")))!;
            request["output"] = Path.Combine(_folder, "result");
            request["checkpoints"] = Path.Combine(_folder, "checkpoints");

            // So often that many a run is ended within an epoch.
            request["checkpointMinutes"] = 0.001;
            request["settings"]!["train.epochs"] = epochs.ToString(CultureInfo.InvariantCulture);

            // The teacher's is that of the project this one is a copy of.
            request["assembly"] = Path.Combine(project.Output, "Digits.dll");
            foreach (var ofBuild in (string[])["modules", "parents", "stopFile"])
            {
                request.AsObject().Remove(ofBuild);
            }

            Directory.CreateDirectory(_folder);
            File.WriteAllText(Path.Combine(_folder, "request.json"), request.ToJsonString());
        }

        private string Log => Path.Combine(_folder, "log");

        /// <summary>Runs it.</summary>
        /// <param name="killAfter">When to kill it; nothing to wait for its end.</param>
        /// <returns>Whether it was killed.</returns>
        public bool Run(TimeSpan? killAfter)
        {
            var output = Path.Combine(_folder, "result");
            if (Directory.Exists(output))
            {
                Directory.Delete(output, recursive: true);
            }

            Directory.CreateDirectory(output);
            var host = Path.Combine(Repository.Root, "src", "Kd.Host", "bin", Repository.Configuration, "net8.0", "Kd.Host.dll");
            var start = new ProcessStartInfo("dotnet",
            [
                "exec", "--depsfile", Path.Combine(_project.Output, "Digits.deps.json"), "--runtimeconfig", Path.Combine(_project.Output, "Digits.runtimeconfig.json"),
                host, Path.Combine(_folder, "request.json"),
            ]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["OMP_NUM_THREADS"] = "2";
            start.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
            using var process = Process.Start(start)!;
            var texts = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            var isEnded = process.WaitForExit(killAfter ?? _patience);
            if (!isEnded)
            {
                Assert.True(killAfter is not null, "It does not end.");
                process.Kill();
                process.WaitForExit();
            }

            File.AppendAllText(Log, string.Concat(texts.Result));
            Assert.True(!isEnded || process.ExitCode == 0, File.ReadAllText(Log));
            return !isEnded;
        }

        /// <summary>How often it has gone on from a checkpoint.</summary>
        public int Resumed(string where = "") => File.ReadAllLines(Log).Count(line => line.Contains(": goes on after epoch ") && line.Contains(where));

        /// <summary>The files of the result, but for the time that something took.</summary>
        public Dictionary<string, string> Artifacts() => Directory.GetFiles(Path.Combine(_folder, "result")).Where(file => Path.GetFileName(file) != "latency.json").ToDictionary(
            file => Path.GetFileName(file),
            file => Path.GetExtension(file) == ".jsonl" ? Untimed(file) : Convert.ToHexString(File.ReadAllBytes(file)));

        private static string Untimed(string metrics) => string.Join('\n', File.ReadAllLines(metrics).Select(line =>
        {
            var json = JsonNode.Parse(line)!.AsObject();
            json.Remove("seconds");
            return json.ToJsonString();
        }));
    }
}
