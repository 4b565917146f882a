using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

public sealed class ResponseTests : ScopedTest
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 0)]
    [InlineData(double.NaN, 0)]
    [InlineData(4, -1e-7)]
    public void Hyper_parameters_out_of_their_range_are_refused(double temperature, double targetEpsilon) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Response(temperature, targetEpsilon: targetEpsilon));

    [Theory]
    [InlineData(new long[] { 4, 5 }, new long[] { 4, 6 })]
    [InlineData(new long[] { 4, 5 }, new long[] { 3, 5 })]
    [InlineData(new long[] { 5 }, new long[] { 5 })]
    [InlineData(new long[] { 1, 2, 3, 4, 5 }, new long[] { 1, 2, 3, 4, 5 })]
    public void Shapes_that_do_not_fit_are_named(long[] student, long[] teacher) =>
        Refusals.Name(() => new Response().Forward(randn(student), randn(teacher)), student, teacher);

    [Theory]
    [InlineData(LossReduction.Sum, 1)]
    [InlineData(LossReduction.BatchMean, 4)]
    [InlineData(LossReduction.ElementMean, 4 * 5)]
    public void A_reduction_divides_the_sum(LossReduction reduction, double divisor)
    {
        var (student, teacher) = (randn([4, 5], ScalarType.Float64), randn([4, 5], ScalarType.Float64));
        var sum = new Response(reduction: LossReduction.Sum).Forward(student, teacher).ToDouble();

        Assert.Equal(sum / divisor, new Response(reduction: reduction).Forward(student, teacher).ToDouble(), 1e-12);
    }

    [Fact]
    public void Positions_of_a_sequence_count_as_samples()
    {
        var (student, teacher) = (randn([2, 3, 5], ScalarType.Float64), randn([2, 3, 5], ScalarType.Float64));

        Assert.Equal(
            new Response().Forward(student.view(6, 5), teacher.view(6, 5)).ToDouble(),
            new Response().Forward(student, teacher).ToDouble(),
            1e-12);
    }

    [Theory]
    [InlineData(new long[] { 5, 400_000 }, 0)]
    [InlineData(new long[] { 5, 400_000 }, 1e-7)]
    [InlineData(new long[] { 5, 8, 200, 250 }, 0)]
    public void Parts_of_many_classes_add_up(long[] shape, double epsilon)
    {
        Tensor student = randn(shape, ScalarType.Float64).requires_grad_(true), teacher = randn(shape, ScalarType.Float64);
        var loss = new Response(targetEpsilon: epsilon).Forward(student, teacher).mul(0.5);
        loss.backward();
        var gradient = student.grad!;

        student.grad = null;
        var target = nn.functional.softmax(teacher.div(4), 1).add(epsilon);
        var plain = nn.functional.kl_div(nn.functional.log_softmax(student.div(4), 1), target, log_target: false, reduction: nn.Reduction.Sum).mul(0.5 * 16 / shape[0]);
        plain.backward();

        Tensors.AssertClose("loss", plain, loss, 1e-12, 0);
        Assert.True(gradient.sub(student.grad!).abs().max().ToDouble() <= 1e-12 * gradient.abs().max().ToDouble());
    }

    [Fact]
    public void Is_the_same_where_nothing_is_learned_and_for_logits_that_were_computed()
    {
        Tensor teacher = randn([4, 5], ScalarType.Float64), weights = randn([4, 5], ScalarType.Float64).requires_grad_(true);
        var loss = new Response().Forward(weights.mul(2), teacher);
        loss.backward();

        Assert.Equal(loss.ToDouble(), new Response().Forward(weights.detach().mul(2), teacher).ToDouble());
        using (no_grad())
        {
            var unlearned = new Response().Forward(weights.mul(2), teacher);
            Assert.False(unlearned.requires_grad);
            Assert.Equal(loss.ToDouble(), unlearned.ToDouble());
        }

        var expected = nn.functional.softmax(weights.div(2), 1).sub(nn.functional.softmax(teacher.div(4), 1)).mul(2 * 4.0 / 4);
        Tensors.AssertClose("gradient", expected, weights.grad!, 1e-12, 0);
    }
}
