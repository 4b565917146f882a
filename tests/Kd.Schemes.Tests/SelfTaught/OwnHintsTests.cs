using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>A student that follows its own hint.</summary>
public sealed class OwnHintsTests : IDisposable
{
    private readonly Runs _runs = new();
    private readonly Trained _run;

    public OwnHintsTests() => _run = _runs.Train(InwardDistiller.Run, new InwardDistiller.Options());

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void The_hint_is_a_constant_to_the_word_that_follows_it()
    {
        Assert.Equal(0, _run.Weights.In("body").DistanceTo(_run.Learning[0].Weights.In("body")));
        Assert.Equal(0, _run.Weights.In("head").DistanceTo(_run.Learning[0].Weights.In("head")));
        Assert.InRange(_run.Weights.DistanceTo(AfterByHand(isDetached: true)), 0, ByHand.Rounding);
        Assert.True(_run.Weights.In("stem").DistanceTo(AfterByHand(isDetached: false).In("stem")) > 100 * ByHand.Rounding);
        Assert.Equal((true, false), (_run.Watch.Given[0].Student[0].HasGradient, _run.Watch.Given[0].Teacher[0].HasGradient));
    }

    [Fact]
    public void The_student_is_called_once_in_a_step() => Assert.Single(_run.Watch.Calls);

    private Weights AfterByHand(bool isDetached)
    {
        using var scope = NewDisposeScope();
        var model = ByHand.Model<Inward>(_run.Learning[0].Weights);
        using var taps = new Inward.Taps(model);
        model.call(ByHand.Samples().Images);
        var (shallow, deep) = (taps.Shallow.Take(), taps.Deep.Take());
        return ByHand.Descended(model, Mimic.Distance(shallow, isDetached ? deep.detach() : deep), learningRate: 0.5);
    }
}
