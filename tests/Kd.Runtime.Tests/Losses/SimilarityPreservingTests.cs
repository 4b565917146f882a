using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

public sealed class SimilarityPreservingTests : ScopedTest
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void An_order_below_one_is_refused(double rowNorm) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SimilarityPreserving(rowNorm));

    [Theory]
    [InlineData(new long[] { 4, 5 }, new long[] { 3, 5 })]
    [InlineData(new long[] { 4 }, new long[] { 4, 5 })]
    [InlineData(new long[] { 4, 5 }, new long[] { 4 })]
    public void Features_that_are_not_of_one_batch_are_named(long[] student, long[] teacher) =>
        Refusals.Name(() => new SimilarityPreserving().Forward(randn(student), randn(teacher)), student, teacher);

    [Fact]
    public void Features_may_differ_in_all_but_the_number_of_samples()
    {
        var features = randn(4, 6);

        // The same similarities: the features twice over.
        var loss = new SimilarityPreserving().Forward(features, cat([features, features], 1).view(4, 3, 2, 2));

        Assert.Equal(0, loss.ToDouble(), 1e-6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_sample_of_zeros_does_not_blow_up_the_gradients(double rowNorm)
    {
        var student = cat([zeros(1, 6), randn(3, 6)]).requires_grad_(true);

        new SimilarityPreserving(rowNorm).Forward(student, randn(4, 6)).backward();

        Assert.True(student.grad!.abs().max().ToDouble() < 1);
    }
}
