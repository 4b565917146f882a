namespace Kd.EndToEnd.Tests;

/// <summary><c>DistillCheck</c>: every stage is tried with a few samples, and nothing is kept.</summary>
public sealed class DistillCheckTests
{
    [Fact]
    public void What_is_wired_wrong_is_a_warning_and_nothing_is_trained()
    {
        using var project = TrainedSample.Project.Clone();
        project.Edit("DigitsStudent.cs", "[Guided(\"early\", Weight = 0.05)]", "[Guided(\"early\", Weight = 1e9)]")
            .Edit("DigitsStudent.cs", "    private readonly Sequential head", "    private readonly Linear spare = Linear(3, 2);\n    private readonly Sequential head");
        var before = project.Artifacts();

        var check = project.Check().Succeeded();

        Assert.Matches(@"warning KD2001: DigitsStudent: The term guided\.early is [\d,]+ times as large", check.Log);
        Assert.Contains("warning KD2003: DigitsStudent: 2 of 14 parameters get no gradient and would never be trained: DigitsStudent.spare.weight, DigitsStudent.spare.bias.", check.Log);
        Assert.Matches(@"relationPair\.early\.late +body \(B, 16, 4, 4\) +body \(B, 64, 4, 4\) +Conv2d, 1,088 parameters", check.Log);
        Assert.Matches(@"guided\.early +\S+ +1E\+09 ", check.Log);
        Assert.Matches(@"Digits: 3 stages checked in \d+\.\d s, \d warnings \(KD2001, KD2003\) -> .*check\.md", check.Log);

        // The teacher has not changed: its result is there, and it is what the student is checked with.
        Assert.DoesNotContain("not trained yet", check.Log);
        Assert.Empty(check.Trained);
        Assert.Equal(before, project.Artifacts());
        Assert.Contains("guided.early", File.ReadAllText(Path.Combine(project.Store, "check.md")));
    }

    [Fact]
    public void What_would_end_the_training_of_one_stage_is_its_error_and_the_others_are_checked()
    {
        using var project = TrainedSample.Project.Clone();

        var check = project.CheckOnly("-p:KdSet=guided.early.adapter=Linear");

        Assert.StartsWith("DigitsStudent: guided.early: the adapter Linear cannot map the student's feature (1, 8, 8, 8)", check.FailedWith("KD3004").Text);
        Assert.Contains("Digits: 2 of 3 stages checked in ", check.Log);
        Assert.Contains("DigitsStudent.Baseline (baseline): DigitsStudent learns 1,418 parameters", check.Log);
    }
}
