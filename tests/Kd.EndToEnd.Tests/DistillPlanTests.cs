namespace Kd.EndToEnd.Tests;

/// <summary><c>DistillPlan</c>: what would be trained and why, of which nothing is.</summary>
public sealed class DistillPlanTests
{
    [Fact]
    public void It_tells_what_would_run_and_why_and_runs_nothing()
    {
        using var project = TrainedSample.Project.Clone();
        project.Edit("DigitsStudent.cs", "Temperature = 4", "Temperature = 5").Edit("DigitsTeacher.cs", "Dropout(0.5)", "Dropout(0.4)");
        var before = project.Artifacts();

        var plan = project.Explain("-p:KdDistillOnBuild=true", "-p:KdSet=DigitsTeacher/train.epochs=2 response.weight=1").Succeeded();

        var place = $"data {Path.Combine("data", "digits.csv.gz")}";
        Assert.Equal(
            [
                "3 stages, 2 would run:",
                "1. DigitsTeacher (teacher): would run",
                $"from: {place}",
                "why: code of Digits.DigitsTeacher",
                "2. DigitsStudent (student): would run",
                $"from: stage DigitsTeacher, {place}",
                "why: declaration of response: Temperature = 5 (was Temperature = 4)",
                "why: setting response.weight=1 (was not given)",
                "why: weights of stage DigitsTeacher",
                "3. DigitsStudent.Baseline (baseline): up to date",
                $"from: {place}",
                $"Digits: the plan, with a diagram -> {Path.Combine(project.Store, "plan.md")}",
            ],
            plan.Log.Split('\n').Select(line => line.Trim()).SkipWhile(line => !line.EndsWith("would run:", StringComparison.Ordinal)).Take(12));
        Assert.Empty(plan.Trained);
        Assert.Equal(before, project.Artifacts());
        Assert.Contains("class stage1,stage2 wouldRun", File.ReadAllText(Path.Combine(project.Store, "plan.mmd")));
    }

    [Fact]
    public void What_it_tells_is_what_is_done()
    {
        using var project = TrainedSample.Project.Clone();

        Assert.Contains("3 stages, 2 would run:", project.ExplainOnly("-p:KdSeed=11").Succeeded().Log);
        Assert.Equal(["DigitsStudent", "DigitsStudent.Baseline"], project.DistillOnly("-p:KdSeed=11").Succeeded().Trained);
        Assert.Contains("3 stages, 0 would run:", project.ExplainOnly("-p:KdSeed=11").Succeeded().Log);
    }

    [Fact]
    public void Of_the_frameworks_of_a_project_it_plans_for_the_last_as_it_distils()
    {
        using var project = TrainedSample.Project.Clone();
        project.Edit("Digits.csproj", "<TargetFramework>net10.0</TargetFramework>", "<TargetFrameworks>net10.0</TargetFrameworks>");

        Assert.Single(project.Explain().Succeeded().Log.Split('\n'), line => line.Contains("stages, 0 would run:"));
    }
}
