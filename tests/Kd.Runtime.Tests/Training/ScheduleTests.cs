using Kd.Training;

namespace Kd.Tests.Training;

public sealed class ScheduleTests
{
    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 0.1, 1)]
    [InlineData(6, 0, 0.5)]
    [InlineData(6, 0.1, 0.55)]
    [InlineData(10, 0, 0.0244717)]
    [InlineData(11, 0, 0)]
    [InlineData(11, 0.1, 0.1)]
    public void Cosine_falls_from_one_to_the_minimum_that_remains_after_the_last_epoch(int epoch, double minimum, double factor) =>
        Assert.Equal(factor, new Cosine(minimum).Factor(epoch, epochs: 10), 1e-6);

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    public void Cosine_refuses_a_minimum_that_is_no_part(double minimum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cosine(minimum));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 0.5)]
    [InlineData(6, 0.5)]
    [InlineData(7, 0.25)]
    [InlineData(99, 0.25)]
    public void MultiStep_falls_after_each_milestone(int epoch, double factor) =>
        Assert.Equal(factor, new MultiStep([3, 6], factor: 0.5).Factor(epoch, epochs: 99));

    [Theory]
    [InlineData(0)]
    [InlineData(-1, 3)]
    [InlineData(6, 3)]
    [InlineData(3, 3)]
    public void MultiStep_refuses_milestones_that_do_not_rise_from_one(params int[] milestones)
    {
        var refusal = Assert.Throws<ArgumentException>(() => new MultiStep(milestones));
        Assert.Contains(string.Join(", ", milestones), refusal.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-0.1)]
    public void MultiStep_refuses_a_factor_that_is_not_above_zero(double factor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new MultiStep([3], factor));

    [Fact]
    public void Constant_is_one() => Assert.Equal(1, new Constant().Factor(epoch: 7, epochs: 9));
}
