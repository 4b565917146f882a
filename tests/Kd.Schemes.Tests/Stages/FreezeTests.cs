namespace Kd.Schemes.Tests;

/// <summary>Members that do not learn in a stage, or in any.</summary>
public sealed class FreezeTests(FreezeTests.Fixture fixture) : IClassFixture<FreezeTests.Fixture>
{
    private readonly Trained _first = fixture.First;
    private readonly Trained _second = fixture.Second;

    [Fact]
    public void A_member_that_is_frozen_in_a_stage_keeps_its_weights_and_batch_statistics_there()
    {
        Assert.Equal(0, Change(_first, "body"));
        Assert.Equal(0, Change(_second, "head"));
    }

    [Fact]
    public void A_member_that_is_frozen_without_a_stage_keeps_them_in_all()
    {
        Assert.Equal(0, Change(_first, "stem"));
        Assert.Equal(0, Change(_second, "stem"));
    }

    [Fact]
    public void All_else_learns()
    {
        Assert.All(
            [(_first, "middle"), (_first, "head"), (_second, "middle"), (_second, "body.0"), (_second, "body.1.weight"), (_second, "body.1.running_mean"), (_second, "body.1.num_batches_tracked")],
            pair => Assert.True(Change(pair.Item1, pair.Item2) > 1e-4, pair.Item2));
    }

    [Fact]
    public void The_student_that_is_kept_has_all_of_it()
    {
        Assert.Equal(Weights.Of(new Thawing()).Names, _first.Weights.Names);
        Assert.Equal(0, _second.Weights.In("stem").DistanceTo(_first.Learning[0].Weights.In("stem")));
    }

    [Fact]
    public void In_the_baseline_all_learns()
    {
        var baseline = fixture.Baseline;
        Assert.All(["stem", "middle", "body", "head"], member => Assert.True(Change(baseline, member) > 1e-4, member));
    }

    private static double Change(Trained run, string member) => run.Weights.In(member).DistanceTo(run.Learning[0].Weights.In(member));

    public sealed class Fixture : IDisposable
    {
        private readonly Runs _runs = new();

        public Fixture()
        {
            _runs.Train(LargeTrainer.Run, new LargeTrainer.Options());
            First = _runs.Train(ThawingFirstDistiller.Run, new ThawingFirstDistiller.Options());
            Second = _runs.Train(ThawingDistiller.Run, new ThawingDistiller.Options());
            Baseline = _runs.Train(ThawingBaseline.Run, new ThawingBaseline.Options());
        }

        internal Trained First { get; }

        internal Trained Second { get; }

        internal Trained Baseline { get; }

        public void Dispose() => _runs.Dispose();
    }
}
