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
}
