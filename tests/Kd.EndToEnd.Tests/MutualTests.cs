namespace Kd.EndToEnd.Tests;

/// <summary>The sample of models that learn from each other.</summary>
public sealed class MutualTests(MutualTests.Distilled sample) : IClassFixture<MutualTests.Distilled>
{
    private static readonly string[] _trio = ["TrioNet", "TrioNet.2", "TrioNet.3"];

    [Fact]
    public void Each_group_is_one_run() => Assert.Equal(
        ["NarrowNet.Baseline", "TrioNet.Baseline", "WideNet.Baseline", "pair", "trio"],
        sample.FirstBuild.Trained.Order(StringComparer.Ordinal));

    [Fact]
    public void Each_peer_has_results_of_its_own()
    {
        Assert.Equal(["NarrowNet", .. _trio, "WideNet"], sample.Published);
        Assert.Equal(3, _trio.Select(peer => Convert.ToHexString(sample.Project.WeightsOf(peer))).Distinct().Count());
    }

    [Fact]
    public void The_peers_reach_what_the_sample_promises()
    {
        Assert.InRange(sample.Test("NarrowNet"), 0.93, 1);
        Assert.InRange(sample.Test("WideNet"), 0.95, 1);
        Assert.All(_trio, peer => Assert.InRange(sample.Test(peer), 0.93, 1));
        Assert.All(["NarrowNet", "WideNet", "TrioNet"], peer => Assert.InRange(sample.Test(peer, "baseline"), 0.9, 1));
    }

    [Fact]
    public void The_result_of_copies_is_the_best_on_the_validation_part()
    {
        var validations = _trio.Select(peer => sample.Summary(peer).GetProperty("validation").GetProperty("accuracy").GetDouble()).ToList();

        Assert.Equal(validations.Max(), validations[0]);
    }

    [Fact]
    public void Each_peer_follows_the_other_and_the_labels()
    {
        string[] terms = ["narrowNet.response", "narrowNet.taskLoss", "total", "wideNet.response", "wideNet.taskLoss"];

        Assert.All(["NarrowNet", "WideNet"], peer => Assert.Equal(terms, sample.Losses(peer).Order(StringComparer.Ordinal)));
        Assert.Equal(["total", "trioNet1.mutualLearning"], sample.Losses("TrioNet").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_program_uses_each_class_as_it_was_distilled()
    {
        var output = sample.Run();

        Assert.All(["NarrowNet", "WideNet", "TrioNet"], model => Assert.Contains(sample.Reads(model), output));
    }

    [Fact]
    public void A_second_call_trains_nothing() => Assert.Empty(sample.DistillAgain().Trained);

    /// <summary>The sample, distilled.</summary>
    public sealed class Distilled() : DistilledSample("Mutual");
}
