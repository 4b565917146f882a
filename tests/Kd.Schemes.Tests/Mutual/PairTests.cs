using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>Two peers of different classes: each step is each one's own, and what it follows is a constant.</summary>
public sealed class PairTests(PairTests.Fixture fixture) : IClassFixture<PairTests.Fixture>
{
    private readonly Trained _pair = fixture.Pair;

    [Fact]
    public void Each_peer_takes_the_step_of_its_own_terms_alone()
    {
        Assert.InRange(_pair.Weights.DistanceTo(AnnByHand(isDetached: true)), 0, ByHand.Rounding);
        Assert.InRange(Bobs.DistanceTo(BobByHand(isDetached: true)), 0, ByHand.Rounding);

        // If a peer felt what others learn from it, one would see that.
        Assert.True(_pair.Weights.DistanceTo(AnnByHand(isDetached: false)) > 100 * ByHand.Rounding);
        Assert.True(Bobs.DistanceTo(BobByHand(isDetached: false)) > 100 * ByHand.Rounding);
    }

    [Fact]
    public void What_a_peer_follows_has_no_gradient()
    {
        Assert.Equal(3, _pair.Watch.Given.Count);
        Assert.All(_pair.Watch.Given, given => Assert.Equal((true, false), (given.Student[0].HasGradient, given.Teacher[0].HasGradient)));
    }

    [Fact]
    public void Each_model_is_called_once_in_a_step_and_in_training_mode()
    {
        Assert.Equal(2, _pair.Watch.Calls.Count);
        Assert.All(_pair.Watch.Calls, call => Assert.Equal((true, true), (call.IsTraining, call.HasGradients)));
    }

    [Fact]
    public void Both_learn_in_one_run()
    {
        var pair = fixture.Runs.Train(PairDistiller.Run, new PairDistiller.Options { Epochs = 8, BatchSize = 48 });

        Assert.Equal(["Ann", "Bob"], pair.Result.Peers.Prepend(pair.Result).Select(result => result.Peer));
        Assert.All(pair.Result.Peers.Prepend(pair.Result), result => Assert.InRange(result.Test.Value, 0.6, 1));
    }

    [Fact]
    public void Each_peer_has_a_folder_with_its_weights_and_what_came_out()
    {
        Assert.Equal(["Ann", "Bob"], Directory.GetDirectories(_pair.Folder).Select(Path.GetFileName).Order());
        Assert.Equal(Weights.Of(new Ann()).Names, Weights.Read(Path.Combine(_pair.Folder, "Ann", "student.safetensors")).Names);
        Assert.Equal(Weights.Of(new Bob()).Names, Weights.Read(Path.Combine(_pair.Folder, "Bob", "student.safetensors")).Names);
        Assert.All(["Ann", "Bob"], peer => Assert.Single(EpochMetrics.Read(Path.Combine(_pair.Folder, peer))));
        Assert.Equal((0.5, 0.2), (EpochMetrics.Read(Path.Combine(_pair.Folder, "Ann"))[0].LearningRate, EpochMetrics.Read(Path.Combine(_pair.Folder, "Bob"))[0].LearningRate));
    }

    private Weights Bobs => Weights.Read(_pair.Result.Peers.Single().WeightsFile);

    private Weights AnnByHand(bool isDetached)
    {
        using var scope = NewDisposeScope();
        var (ann, _, total) = ByHandTotals(isDetached);
        return ByHand.Descended(ann, total, learningRate: 0.5);
    }

    private Weights BobByHand(bool isDetached)
    {
        using var scope = NewDisposeScope();
        var (_, bob, total) = ByHandTotals(isDetached);
        return ByHand.Descended(bob, total, learningRate: 0.2);
    }

    private (Ann Ann, Bob Bob, Tensor Total) ByHandTotals(bool isDetached)
    {
        var (ann, bob) = (ByHand.Model<Ann>(_pair.Calls<Ann>()[0].Weights), ByHand.Model<Bob>(_pair.Calls<Bob>()[0].Weights));
        using var ofAnn = new Ann.Taps(ann);
        using var ofBob = new Bob.Taps(bob);
        var samples = ByHand.Samples();
        var (annLogits, bobLogits) = (ann.call(samples.Images), bob.call(samples.Images));
        var (annFeature, bobFeature) = (ofAnn.Bobs.Take(), ofBob.Bobs.Take());
        var task = new TaskLoss();
        var total = Mimic.Distance(annLogits, Followed(bobLogits)) * 0.5 + task.Forward(annLogits, samples.Labels) + Mimic.Distance(annFeature, Followed(bobFeature)) * 0.25
            + task.Forward(bobLogits, samples.Labels) * 0.75 + Mimic.Distance(bobLogits, Followed(annLogits));
        return (ann, bob, total);

        Tensor Followed(Tensor other) => isDetached ? other.detach() : other;
    }

    public sealed class Fixture : IDisposable
    {
        public Fixture() => Pair = Runs.Train(PairDistiller.Run, new PairDistiller.Options());

        internal Runs Runs { get; } = new();

        internal Trained Pair { get; }

        public void Dispose() => Runs.Dispose();
    }
}
