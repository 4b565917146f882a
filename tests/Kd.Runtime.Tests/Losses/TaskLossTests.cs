using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

public sealed class TaskLossTests : ScopedTest
{
    [Fact]
    public void Is_the_logarithm_of_the_number_of_classes_for_a_student_that_knows_nothing() =>
        Assert.Equal(Math.Log(5), new TaskLoss().Forward(zeros([4, 5], ScalarType.Float64), tensor([0L, 1, 2, 3])).ToDouble(), 1e-12);

    [Fact]
    public void Vanishes_for_a_student_that_is_right_and_certain()
    {
        var labels = tensor([0L, 1, 2, 3]);

        Assert.Equal(0, new TaskLoss().Forward(eye(4, 5).mul(100), labels).ToDouble(), 1e-12);
    }

    [Theory]
    [InlineData(new long[] { 4, 5 }, new long[] { 3 })]
    [InlineData(new long[] { 4, 5 }, new long[] { 4, 5 })]
    [InlineData(new long[] { 4, 5, 2 }, new long[] { 4 })]
    public void Shapes_that_do_not_fit_are_named(long[] logits, long[] labels) =>
        Refusals.Name(() => new TaskLoss().Forward(randn(logits), zeros(labels, ScalarType.Int64)), logits, labels);
}
