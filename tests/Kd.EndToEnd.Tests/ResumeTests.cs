namespace Kd.EndToEnd.Tests;

/// <summary>A training that was ended goes on with the next build, and its result is that of one that was not.</summary>
[Collection(TrainedCollection.Name)]
public sealed class ResumeTests(TrainedSample sample)
{
    private const string GoesOn = "DigitsStudent: goes on after epoch ";
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);
    private readonly SampleProject _project = sample.Built;

    [SkippableFact]
    public void After_a_kill_it_goes_on_from_the_last_checkpoint_that_is_whole_or_begins_anew_if_it_is_told_to()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        string[] settings = ["-p:KdBaseline=false", "-p:KdEpochs=12", "-p:KdSeed=71"];
        _project.DistillOnly(settings).Succeeded();
        var unbroken = _project.Weights();

        Kill(settings);
        AssertSame(_project.DistillOnly(settings), GoesOn);

        Kill(settings);
        Damage(Checkpoints()[^1]);
        var result = _project.DistillOnly(settings);
        AssertSame(result, GoesOn);
        Assert.Matches("warning KD2101: DigitsStudent: The last checkpoint is damaged: .* goes on from the one before, epoch", result.Log);

        Kill(settings);
        result = _project.DistillOnly([.. settings, "-p:KdResume=false"]);
        AssertSame(result, "DigitsStudent: epoch 1/12");
        Assert.DoesNotContain(GoesOn, result.Log);

        void AssertSame(BuildResult build, string says)
        {
            Assert.Contains(says, build.Succeeded().Log);
            Assert.Equal(unbroken, _project.Weights());
            Assert.Empty(Directory.GetDirectories(Path.Combine(_project.Store, "DigitsStudent"), "*.checkpoints"));
        }
    }

    [SkippableTheory]
    [InlineData("TERM", 72)]
    [InlineData("INT", 73)]
    public void Asked_to_end_it_finishes_its_step_and_saves(string signal, int seed)
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        string[] settings = ["-p:KdBaseline=false", "-p:KdEpochs=40", $"-p:KdSeed={seed}"];
        using (var build = _project.StartDistillOnly(settings))
        {
            var trainer = WaitForCheckpoint(build);

            // A person asks the build, a batch system all of its processes.
            RunningBuild.Signal(signal, signal == "INT" ? build.Id : trainer);
            var ended = build.Wait(_patience);
            Assert.Contains("DigitsStudent was stopped after epoch ", ended.Log);
            Assert.Equal(signal == "INT" ? [] : ["KD3020"], ended.Errors.Select(error => error.Id));
        }

        Assert.Contains(GoesOn, _project.DistillOnly(settings).Succeeded().Log);
        var resumed = _project.Weights();
        _project.ForgetPublishedResult();
        _project.DistillOnly(settings).Succeeded();
        Assert.Equal(_project.Weights(), resumed);
    }

    private void Kill(string[] settings)
    {
        _project.ForgetPublishedResult();
        using var build = _project.StartDistillOnly(settings);
        RunningBuild.Signal("KILL", WaitForCheckpoint(build));
        build.Wait(_patience).FailedWith("KD3900");
        Assert.NotEmpty(Checkpoints());
    }

    private int WaitForCheckpoint(RunningBuild build)
    {
        var trainer = build.WaitForTrainer()!.Value;
        RunningBuild.Eventually(_patience, () => Checkpoints().Length > 1 || build.HasEnded);
        return trainer;
    }

    private string[] Checkpoints() =>
    [
        .. Directory.GetDirectories(Path.Combine(_project.Store, "DigitsStudent"), "*.checkpoints").SelectMany(folder => Directory.GetFiles(folder, "*.safetensors"))
            .Order(StringComparer.Ordinal),
    ];

    private static void Damage(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(file, bytes);
    }
}
