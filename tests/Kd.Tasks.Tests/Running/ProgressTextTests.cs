using Kd.Tasks.Running;

namespace Kd.Tasks.Tests.Running;

public sealed class ProgressTextTests
{
    private static readonly KeyValuePair<string, double>[] _losses = [new("response", 0.81234), new("attentionTransfer.late", 0.00012), new("total", 1.25)];

    [Fact]
    public void A_log_gets_all_in_one_line() => Assert.Equal(
        "DigitsStudent: epoch 3/10, step 50/100, loss 1.2500 (response 0.8123, attentionTransfer.late 0.0001), accuracy 0.9340, 1,600 samples/s, 75 s left",
        Text(secondsPerStep: 0.1).ToString());

    [Fact]
    public void What_is_not_known_is_left_out() =>
        Assert.Equal("DigitsStudent: epoch 1/10, step 1/100", new ProgressText("DigitsStudent", new(1, 10, 1, 100, 16, [], null), new()).ToString());

    [Fact]
    public void A_terminal_gets_the_terms_in_a_line_of_their_own() => Assert.Equal(
        ["DigitsStudent: epoch 3/10, step 50/100, loss 1.2500, accuracy 0.9340, 1,600 samples/s, 75 s left", "  response 0.8123, attentionTransfer.late 0.0001"],
        Text(secondsPerStep: 0.1).Fitted(100));

    [Fact]
    public void A_loss_of_one_term_needs_no_second_line() =>
        Assert.Single(new ProgressText("S", new(1, 10, 1, 100, 16, [new("taskLoss", 1), new("total", 1)], null), new()).Fitted(100));

    [Theory]
    [InlineData(90, "DigitsStudent: epoch 3/10, loss 1.2500, accuracy 0.9340, 1,600 samples/s, 75 s left")]
    [InlineData(70, "DigitsStudent: epoch 3/10, loss 1.2500, accuracy 0.9340, 75 s left")]
    [InlineData(55, "DigitsStudent: epoch 3/10, loss 1.2500, 75 s left")]
    [InlineData(40, "DigitsStudent: epoch 3/10, 75 s left")]
    [InlineData(30, "DigitsStudent: epoch 3/10")]
    [InlineData(20, "DigitsStudent: ep...")]
    [InlineData(2, "")]
    public void A_narrow_terminal_gets_what_matters_most(int width, string line)
    {
        var lines = Text(secondsPerStep: 0.1).Fitted(width);

        Assert.Equal(line, lines[0]);
        Assert.All(lines, l => Assert.InRange(l.Length, 0, width));
    }

    [Theory]
    [InlineData(0.05, "40 s left")]
    [InlineData(1, "12 min left")]
    [InlineData(10, "2 h 5 min left")]
    [InlineData(100, "21 h left")]
    public void The_time_left_is_as_exact_as_it_can_be_known(double secondsPerStep, string end) => Assert.EndsWith(end, Text(secondsPerStep).ToString());

    [Fact]
    public void Seconds_are_not_counted_down() => Assert.EndsWith("a few seconds left", Text(secondsPerStep: 0.05, epoch: 10).ToString());

    // Of 1,000 steps 250 are done by the third epoch's fiftieth.
    private static ProgressText Text(double secondsPerStep, int epoch = 3)
    {
        var pace = new TrainingPace();
        foreach (var status in (HostStatus[])[Status(1, 0), Status(epoch, 0), Status(epoch, 50)])
        {
            pace.Add(status, TimeSpan.FromSeconds(status.Done * secondsPerStep));
        }

        return new("DigitsStudent", Status(epoch, 50), pace);
    }

    private static HostStatus Status(int epoch, int step) => new(epoch, 10, step, 100, 160, _losses, "accuracy 0.9340");
}
