using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>A teacher that is trained together with its student.</summary>
public sealed class CoTrainedTests(CoTrainedTests.Fixture fixture) : IClassFixture<CoTrainedTests.Fixture>
{
    private readonly Trained _together = fixture.Together;

    [Fact]
    public void The_teacher_learns_as_if_it_had_no_student()
    {
        var alone = fixture.Runs.Train(CompanionBaseline.Run, new CompanionBaseline.Options());

        // It is the first in the run too, so that it is made of the same random numbers.
        Assert.Equal(0, _together.Calls<Companion>()[0].Weights.DistanceTo(alone.Learning[0].Weights));
        Assert.Equal(0, _together.Weights.DistanceTo(alone.Weights));
        Assert.True(_together.Weights.DistanceTo(alone.Learning[0].Weights) > 0.01);
    }

    [Fact]
    public void The_student_follows_the_teacher_as_it_is_in_that_step()
    {
        var given = _together.Watch.Given.Where(g => g is { Loss: Mimic, Epoch: 2, Step: 1 }).ToList();
        var traced = _together.Watch.Given.Single(g => g is { Loss: Trace, Epoch: 2, Step: 1 });
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var images = ByHand.Samples(traced.SampleIds).Images;
        var companion = ByHand.Model<Companion>(_together.Calls<Companion>().Single(call => call is { Epoch: 2, Step: 1 }).Weights);
        companion.train();
        using var taps = new Companion.Taps(companion);
        var (young, large) = (companion.call(images), ByHand.Model<Large>(fixture.Large.Weights).call(images));

        Assert.InRange(traced.Teacher[0].DistanceTo(taps.Early.Take()), 0, ByHand.Rounding);
        Assert.Equal(3, given.Count);
        Assert.All([(stack([young, large]).mean([0]), given[0]), (young, given[1]), (large, given[2])], pair => Assert.InRange(pair.Item2.Teacher[0].DistanceTo(pair.Item1), 0, ByHand.Rounding));
        Assert.All(_together.Watch.Given, g => Assert.False(g.Teacher[0].HasGradient));
    }

    [Fact]
    public void The_teacher_of_before_does_not_change()
    {
        Assert.All(_together.Calls<Large>(), call => Assert.Equal((false, false), (call.IsTraining, call.HasGradients)));
        Assert.All(_together.Calls<Large>(), call => Assert.Equal(0, call.Weights.DistanceTo(fixture.Large.Weights)));
    }

    [Fact]
    public void Both_learn() => Assert.All(
        _together.Result.Peers.Prepend(_together.Result), result => Assert.InRange(result.Test.Value, 0.3, 1));

    public sealed class Fixture : IDisposable
    {
        public Fixture()
        {
            Large = Runs.Train(LargeTrainer.Run, new LargeTrainer.Options());
            Together = Runs.Train(TogetherDistiller.Run, new TogetherDistiller.Options());
        }

        internal Runs Runs { get; } = new();

        internal Trained Large { get; }

        internal Trained Together { get; }

        public void Dispose() => Runs.Dispose();
    }
}
