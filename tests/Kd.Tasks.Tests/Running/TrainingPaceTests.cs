using Kd.Tasks.Running;

namespace Kd.Tasks.Tests.Running;

public sealed class TrainingPaceTests
{
    private readonly TrainingPace _pace = new();

    [Fact]
    public void Nothing_is_known_before_the_second_report()
    {
        Add(1, 1, seconds: 0);

        Assert.Null(_pace.SamplesPerSecond);
        Assert.Null(_pace.Left);
    }

    [Fact]
    public void The_time_left_waits_until_it_means_something()
    {
        Add(1, 1, seconds: 0);
        Add(1, 40, seconds: 4);
        Assert.Null(_pace.Left);

        Add(1, 51, seconds: 5);
        Assert.Equal(94.9, _pace.Left!.Value.TotalSeconds, precision: 3);
    }

    [Fact]
    public void A_few_slow_steps_are_no_pace()
    {
        Add(1, 1, seconds: 0);
        Add(1, 20, seconds: 100);

        Assert.Null(_pace.Left);
    }

    [Fact]
    public void The_time_left_has_the_validations_in_it()
    {
        Add(1, 0, seconds: 0);
        Add(6, 0, seconds: 500);

        Assert.Equal(TimeSpan.FromSeconds(500), _pace.Left);
    }

    [Fact]
    public void A_run_that_goes_on_counts_its_own_steps()
    {
        Add(9, 0, seconds: 0);
        Add(10, 0, seconds: 10);

        Assert.Equal(TimeSpan.FromSeconds(10), _pace.Left);
        Assert.Equal(64 * 10, SamplesAfter(10, 100, seconds: 20));
    }

    [Fact]
    public void The_rate_is_smoothed()
    {
        Add(1, 0, seconds: 0);
        Assert.Equal(640, SamplesAfter(1, 10, seconds: 1));

        Assert.InRange(SamplesAfter(1, 30, seconds: 2), 641, 720);
        Assert.InRange(SamplesAfter(1, 99, seconds: 60), 76, 80);
    }

    [Fact]
    public void A_long_validation_does_not_slow_the_rate_and_a_short_epoch_still_gives_one()
    {
        Add(1, 90, seconds: 0);
        Assert.Equal(640, SamplesAfter(1, 100, seconds: 1));
        Assert.Equal(640, SamplesAfter(2, 1, seconds: 61));
        Assert.InRange(SamplesAfter(4, 1, seconds: 61.5), 641, double.MaxValue);
    }

    private double SamplesAfter(int epoch, int step, double seconds)
    {
        Add(epoch, step, seconds);
        return Math.Round(_pace.SamplesPerSecond!.Value, 6);
    }

    private void Add(int epoch, int step, double seconds) => _pace.Add(new(epoch, 10, step, 100, 64, [], null), TimeSpan.FromSeconds(seconds));
}
