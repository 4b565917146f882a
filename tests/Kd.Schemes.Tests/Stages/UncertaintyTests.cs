namespace Kd.Schemes.Tests;

/// <summary>Learned weights of terms, over stages that do not have the same terms.</summary>
public sealed class UncertaintyTests : IDisposable
{
    private readonly Runs _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void A_stage_goes_on_with_the_weights_that_were_learned_for_the_same_terms()
    {
        _runs.Train(LargeTrainer.Run, new LargeTrainer.Options { Epochs = 1 });
        var both = _runs.Train(WeighedBothDistiller.Run, new WeighedBothDistiller.Options());
        var labels = _runs.Train(WeighedLabelsDistiller.Run, new WeighedLabelsDistiller.Options());
        var again = _runs.Train(WeighedDistiller.Run, new WeighedDistiller.Options());

        var learned = LogVariances(both, 2);
        Assert.All(learned.Numbers, value => Assert.NotEqual(0, value));
        Assert.Equal(0, LogVariances(labels, 2).DistanceTo(learned));

        // One that has other terms begins with equal weights: 1/2 exp(-0) L + 1/2 * 0, in its first epoch, which is one step.
        Assert.Equal(labels.Metrics[0].Losses["taskLoss"] / 2, labels.Metrics[0].Losses["total"], ByHand.Rounding);

        var losses = again.Metrics[0].Losses;
        double[] terms = [losses["taskLoss"], losses["mimic"]];
        Assert.Equal(terms.Zip(learned.Numbers, (loss, s) => (Math.Exp(-s) * loss / 2) + (s / 2)).Sum(), losses["total"], ByHand.Rounding);
    }

    private static Values LogVariances(Trained run, int terms)
    {
        var parts = run.Parts.In("uncertainty");
        return parts[parts.Names.Single(name => parts[name].Numbers.Length == terms)];
    }
}
