namespace Kd.EndToEnd.Tests;

/// <summary>Several builds of one project at once.</summary>
[Collection(AloneCollection.Name)]
public sealed class SimultaneousBuildTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(5);

    // Long enough for the second build to come while the first one trains.
    private static readonly string[] _newSeed = ["-p:KdEpochs=8", "-p:KdSeed=11", "-p:KdBaseline=false"];

    private readonly SampleProject _project = TrainedSample.Project.Clone();

    [Fact]
    public void Two_alike_train_once_and_both_succeed()
    {
        using var first = _project.StartDistillOnly(_newSeed);
        using var second = _project.StartDistillOnly(_newSeed);
        BuildResult[] results = [first.Wait(_patience).Succeeded(), second.Wait(_patience).Succeeded()];

        Assert.Equal(["DigitsStudent"], results.SelectMany(result => result.Trained));
        var waited = Assert.Single(results, result => result.Trained.Count == 0).Log;
        Assert.Matches(@"DigitsStudent \(student\) waits for build \d+, which has been training DigitsStudent \(student\) since \d{4}-", waited);
        Assert.Contains("DigitsStudent (student) has been trained by another build meanwhile.", waited);

        var together = _project.Weights();
        _project.ForgetPublishedResult();
        Assert.Equal(["DigitsStudent"], _project.DistillOnly(_newSeed).Succeeded().Trained);
        Assert.Equal(together, _project.Weights());
    }

    [Fact]
    public void Two_with_different_settings_train_each_its_own()
    {
        string[] Temperature(int t) => [.. _newSeed, $"-p:KdSet=response.temperature={t} DigitsTeacher/train.epochs=2"];
        using var first = _project.StartDistillOnly(Temperature(8));
        using var second = _project.StartDistillOnly(Temperature(9));
        Assert.Equal(["DigitsStudent"], first.Wait(_patience).Succeeded().Trained);
        Assert.Equal(["DigitsStudent"], second.Wait(_patience).Succeeded().Trained);

        foreach (var t in (int[])[8, 9])
        {
            Assert.Empty(_project.DistillOnly(Temperature(t)).Succeeded().Trained);
            Assert.Contains($"\"response.temperature\": \"{t}\"", File.ReadAllText(Path.Combine(_project.Results, "kd.lock.json")));
        }

        var together = _project.Weights();
        _project.ForgetPublishedResult();
        Assert.Equal(["DigitsStudent"], _project.DistillOnly(Temperature(9)).Succeeded().Trained);
        Assert.Equal(together, _project.Weights());
    }

    [SkippableFact]
    public void A_build_that_waits_can_be_stopped_and_a_lock_of_a_dead_one_stops_nobody()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        using var first = _project.StartLongDistillation();
        first.WaitForStudent();
        using var second = _project.StartLongDistillation();
        RunningBuild.Eventually(_patience, () => second.Log.Contains($"waits for build {first.Id}, which has been training DigitsStudent"));

        RunningBuild.Signal("INT", second.Id);
        Assert.Empty(second.Wait(_soon).Errors);
        Assert.Single(first.Trainers());

        RunningBuild.Signal("KILL", -first.Id);
        Assert.True(File.Exists(Path.Combine(_project.Store, "DigitsStudent", "lock")));
        Assert.Equal(["DigitsStudent"], _project.DistillOnly("-p:KdSeed=12", "-p:KdBaseline=false").Succeeded().Trained);
    }

    [Fact]
    public void A_project_that_is_built_anew_during_a_run_trains_no_stage_with_other_code_than_was_planned()
    {
        const string Wait = "while (System.IO.File.Exists(System.IO.Path.Combine(context.Path, \"gate\"))) Thread.Sleep(50);";
        _project.Edit("DigitsData.cs", "var rows = ReadRows();", $"var rows = ReadRows(); {Wait}").Build().Succeeded();
        var gate = Path.Combine(_project.Output, "gate");
        File.WriteAllText(gate, "");
        using var first = _project.StartDistillOnly("-p:KdBaseline=false");

        // The data method waits, with the project's assembly loaded.
        var phase = new FileInfo(Path.Combine(_project.Store, "DigitsTeacher", "phase"));
        RunningBuild.Eventually(_patience, () =>
        {
            phase.Refresh();
            return first.Log.Contains("Training DigitsTeacher") && phase is { Exists: true, Length: > 0 };
        });
        _project.Edit("DigitsStudent.cs", "LeakyReLU(0.1)", "LeakyReLU(0.2)").Build().Succeeded();
        File.Delete(gate);

        Assert.Contains("Digits.dll was built anew after the run began", first.Wait(_patience).FailedWith("KD1017").Text);
        Assert.Equal(["DigitsStudent"], _project.DistillOnly("-p:KdBaseline=false").Succeeded().Trained);
    }

    public void Dispose() => _project.Dispose();
}
