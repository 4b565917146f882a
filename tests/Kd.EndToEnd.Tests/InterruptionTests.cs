namespace Kd.EndToEnd.Tests;

/// <summary>However a run is ended, nothing is left running and earlier results are as they were.</summary>
[Collection(AloneCollection.Name)]
public sealed class InterruptionTests : EarlierResults
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    [SkippableTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void Ctrl_C_ends_the_build_and_its_trainer_without_a_false_error(bool fromTerminal)
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        using var build = Project.StartLongDistillation();
        build.WaitForStudent();

        RunningBuild.Signal("INT", fromTerminal ? -build.Id : build.Id);
        var result = build.Wait(_patience);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Empty(result.Errors);
        RunningBuild.Eventually(_soon, () => build.Trainers().Count == 0);
        Assert.Empty(Project.DistillOnly().Succeeded().Trained);
    }

    [SkippableTheory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    public void Killing_the_build_ends_its_trainer(string signal)
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        using var build = Project.StartLongDistillation();
        build.WaitForStudent();

        RunningBuild.Signal(signal, build.Id);

        RunningBuild.Eventually(_soon, () => build.Trainers().Count == 0);
        Assert.Empty(Project.DistillOnly().Succeeded().Trained);
    }

    [SkippableFact]
    public void Killing_the_trainer_is_one_error_of_the_build()
    {
        Skip.IfNot(OperatingSystem.IsLinux());
        using var build = Project.StartLongDistillation();

        RunningBuild.Signal("KILL", build.WaitForStudent());
        var error = build.Wait(_patience).FailedWith("KD3900");

        Assert.Contains("DigitsStudent", error.Text);
        Assert.Empty(Project.DistillOnly().Succeeded().Trained);
    }
}
