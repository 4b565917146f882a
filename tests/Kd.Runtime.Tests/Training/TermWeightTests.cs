using Kd.Training;

namespace Kd.Tests.Training;

public sealed class TermWeightTests
{
    [Fact]
    public void A_warm_up_rises_to_the_full_weight_and_stays() =>
        Assert.Equal([0.5, 1, 1.5, 2, 2, 2], Course(new(2, warmUpEpochs: 4, WarmUpShape.Linear, endWeight: double.NaN)));

    [Fact]
    public void A_sigmoid_warm_up_begins_near_nothing()
    {
        var course = Course(new(1, warmUpEpochs: 4, WarmUpShape.Sigmoid, endWeight: double.NaN));

        Assert.Equal(Math.Exp(-5 * 0.75 * 0.75), course[0], 1e-12);
        Assert.Equal([1, 1, 1], course[3..]);
    }

    [Fact]
    public void An_end_weight_is_reached_evenly_in_the_last_epoch() =>
        Assert.Equal([1.0, 0.8, 0.6, 0.4, 0.2, 0], Course(new(1, warmUpEpochs: 0, WarmUpShape.Linear, endWeight: 0)), (a, b) => Math.Abs(a - b) < 1e-12);

    [Fact]
    public void A_run_of_one_epoch_has_the_full_weight() => Assert.Equal(3, new TermWeight(3, 0, WarmUpShape.Linear, endWeight: 0).At(1, 1));

    [Fact]
    public void A_negative_number_of_epochs_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TermWeight(1, -1, WarmUpShape.Linear, double.NaN));

    private static double[] Course(TermWeight weight) => [.. Enumerable.Range(1, 6).Select(epoch => weight.At(epoch, 6))];
}
