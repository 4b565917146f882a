using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>Words about the exits of a student.</summary>
public sealed class ExitsTests : IDisposable
{
    private readonly Runs _runs = new();
    private readonly Trained _run;

    public ExitsTests() => _run = _runs.Train(BranchingDistiller.Run, new BranchingDistiller.Options());

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_word_has_the_exits_in_order_and_the_models_output_last()
    {
        var given = _run.Watch.Given.Single();
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var (exits, features) = ByHand.Model<Branching>(_run.Learning[0].Weights).All(ByHand.Samples(given.SampleIds).Images);

        Assert.Equal((3, 3), (given.Student.Length, given.Features.Length));
        Assert.All(given.Student.Zip(exits), pair => Assert.InRange(pair.First.DistanceTo(pair.Second), 0, ByHand.Rounding));
        Assert.All(given.Features.Zip(features), pair => Assert.InRange(pair.First.DistanceTo(pair.Second), 0, ByHand.Rounding));
        Assert.All(given.Student.Concat(given.Features), values => Assert.True(values.HasGradient));
    }

    [Fact]
    public void Their_losses_are_those_of_a_call_by_hand()
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var samples = ByHand.Samples();
        var (exits, features) = ByHand.Model<Branching>(_run.Learning[0].Weights).All(samples.Images);

        Assert.Equal(
            new Byot(temperature: 2, responseWeight: 0.5, featureWeight: 0.01).Forward(exits, features, samples.Labels).ToDouble(), _run.Metrics[0].Losses["byot"], 10 * ByHand.Rounding);
        Assert.Equal(new Dks(temperature: 3).Forward(exits, samples.Labels).ToDouble(), _run.Metrics[0].Losses["dks"], 10 * ByHand.Rounding);
    }

    [Fact]
    public void All_exits_learn() => Assert.All(
        ["stem", "bottleneck1", "exit1", "body", "bottleneck2", "exit2", "last", "head"],
        member => Assert.True(_run.Weights.In(member).DistanceTo(_run.Learning[0].Weights.In(member)) > 1e-4, member));
}
