using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Kd.EndToEnd.Tests;

/// <summary>Two runs of one lock have the same bytes, whatever else the machine does; what the bytes depend on is in the lock.</summary>
public sealed class ExactnessTests : IDisposable
{
    private static readonly string[] _settings = ["-p:KdBaseline=false", "-p:KdSeed=61"];
    private readonly SampleProject _project = TrainedSample.Project.Clone();

    public void Dispose() => _project.Dispose();

    [SkippableFact]
    public void Load_and_another_schedule_of_the_threads_change_nothing()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        var expected = Distill();

        using (new Load())
        {
            Assert.Equal(expected, Distill());
        }

        // Threads take their parts as they come, and memory that was used before is not zero.
        Assert.Equal(expected, Distill(("OMP_SCHEDULE", "dynamic,1"), ("MALLOC_PERTURB_", "165")));
    }

    [Fact]
    public void Another_number_of_threads_is_another_lock()
    {
        Distill(("OMP_NUM_THREADS", "2"));
        var two = Lock();
        Distill(("OMP_NUM_THREADS", "1"));
        var one = Lock();

        Assert.NotEqual((string?)two["threads"], (string?)one["threads"]);
        Assert.Equal(("1", 1), ((string?)one["threads"], (int)one["run"]!["threads"]!));
    }

    [SkippableFact]
    public void Deterministic_algorithms_are_what_the_CPU_has_anyway()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        var expected = Distill();

        _project.DistillOnly([.. _settings, "-p:KdSet=train.deterministic=true DigitsTeacher/train.epochs=2"]).Succeeded();

        Assert.Equal(expected, _project.Weights());
        var run = Lock()["run"]!;
        Assert.Equal(("true", true, 0), ((string?)run["options"]!["train.deterministic"], (bool)run["exact"]!, run["reasons"]!.AsArray().Count));
    }

    private byte[] Distill(params (string Name, string Value)[] environment)
    {
        _project.Environment.Clear();
        foreach (var (name, value) in environment)
        {
            _project.Environment.Add(name, value);
        }

        _project.DistillOnly(_settings).Succeeded();
        var weights = _project.Weights();
        _project.ForgetPublishedResult();
        return weights;
    }

    private JsonNode Lock() => JsonNode.Parse(File.ReadAllText(Path.Combine(_project.Results, "kd.lock.json")))!;

    /// <summary>Something that computes on every processor, and more.</summary>
    private sealed class Load : IDisposable
    {
        private readonly List<Process> _programs =
            [.. Enumerable.Range(0, Environment.ProcessorCount + 1).Select(_ => Process.Start("sh", ["-c", "while true; do :; done"]))];

        public void Dispose()
        {
            foreach (var program in _programs)
            {
                program.Kill();
                program.Dispose();
            }
        }
    }
}
