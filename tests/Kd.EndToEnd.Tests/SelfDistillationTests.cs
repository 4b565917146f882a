namespace Kd.EndToEnd.Tests;

/// <summary>The sample of models that teach themselves.</summary>
public sealed class SelfDistillationTests(SelfDistillationTests.Distilled sample) : IClassFixture<SelfDistillationTests.Distilled>
{
    private const string First = "BornAgainNet.Baseline", Second = "BornAgainNet.generation1", Third = "BornAgainNet";
    private static readonly string[] _classes = ["AttentionNet", "BornAgainNet", "ExitsNet", "MeanTeacherNet", "ProgressiveNet"];

    [Fact]
    public void Each_generation_is_a_run_behind_the_one_before()
    {
        Assert.Equal([First, Second, Third], sample.FirstBuild.Trained.Where(stage => stage.StartsWith("BornAgainNet", StringComparison.Ordinal)));
        Assert.Equal(_classes.Length + 2, sample.FirstBuild.Trained.Count);
    }

    [Fact]
    public void Each_generation_has_results_of_its_own()
    {
        Assert.Equal(_classes.Append(First).Append(Second).Order(StringComparer.Ordinal), sample.Published);
        Assert.NotEqual(sample.Project.WeightsOf(Second), sample.Project.WeightsOf(Third));
        Assert.True(File.Exists(Path.Combine(sample.Project.ResultsOf(First), "baseline.safetensors")));
    }

    [Fact]
    public void A_generations_teacher_is_worth_what_the_generation_before_reached()
    {
        Assert.Equal(sample.Test(First), sample.Test(Second, "teacher"));
        Assert.Equal(sample.Test(Second), sample.Test(Third, "teacher"));
        Assert.InRange(sample.Test(Third, "ensemble"), 0.93, 1);
    }

    [Fact]
    public void The_models_reach_what_the_sample_promises() => Assert.All(_classes, model => Assert.InRange(sample.Test(model), 0.92, 1));

    [Fact]
    public void What_the_mean_teacher_is_worth_is_reported() => Assert.InRange(sample.Test("MeanTeacherNet", "teacher"), 0.9, 1);

    [Theory]
    [InlineData("BornAgainNet", new[] { "response", "taskLoss", "total" })]
    [InlineData("MeanTeacherNet", new[] { "probabilityMse", "taskLoss", "total" })]
    [InlineData("ProgressiveNet", new[] { "progressiveSelfDistillation", "total" })]
    [InlineData("AttentionNet", new[] { "taskLoss", "attentionTransfer.shallow", "total" })]
    [InlineData("ExitsNet", new[] { "byot", "total" })]
    public void Each_learns_by_its_own_words(string model, string[] terms) => Assert.Equal(terms, sample.Losses(model));

    [Fact]
    public void The_program_uses_each_class_as_it_was_distilled()
    {
        var output = sample.Run();

        Assert.All(_classes, model => Assert.Contains(sample.Reads(model), output));
        Assert.Matches(@"ExitsNet's early exit reads 9\d\.\d", output);
    }

    [Fact]
    public void A_second_call_trains_nothing() => Assert.Empty(sample.DistillAgain().Trained);

    /// <summary>The sample, distilled.</summary>
    public sealed class Distilled() : DistilledSample("SelfDistillation");
}
