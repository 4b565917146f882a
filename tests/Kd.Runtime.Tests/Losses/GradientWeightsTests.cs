using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

/// <summary>The weights of several teachers by their gradients (AEKD).</summary>
public sealed class GradientWeightsTests : ScopedTest
{
    [Theory]
    [InlineData(1, 0, 1, 0.5, 0.5)]
    [InlineData(4, 0, 1, 0.2, 0.8)]
    [InlineData(1, 1, 4, 1, 0)]
    [InlineData(4, -1, 1, 2 / 7.0, 5 / 7.0)]
    public void Of_two_are_those_of_the_nearest_point_of_a_line(double first, double both, double second, double one, double other)
    {
        var weights = MinimumNorm.Weights([first, both, both, second], 2, largest: 1);

        Assert.Equal([one, other], weights.Select(w => Math.Round(w, 12)).ToArray(), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(9)]
    public void No_teacher_s_divergence_grows_along_the_step(int teachers)
    {
        var gradients = randn([teachers, 40], ScalarType.Float64);
        var products = gradients.mm(gradients.t()).data<double>().ToArray();

        var weights = MinimumNorm.Weights(products, teachers, largest: 1);

        // The nearest point of a convex hull to the origin has at least its own squared length along every corner.
        var slopes = Enumerable.Range(0, teachers).Select(k => Enumerable.Range(0, teachers).Sum(j => products[(k * teachers) + j] * weights[j])).ToArray();
        var norm = slopes.Zip(weights, (slope, weight) => slope * weight).Sum();
        Assert.All(slopes, slope => Assert.True(slope >= norm - 1e-9 * Math.Abs(norm)));
        Assert.Equal(1, weights.Sum(), 1e-12);
        Assert.All(weights, weight => Assert.InRange(weight, 0, 1));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.4)]
    [InlineData(0.1)]
    public void None_is_above_the_largest(double largest)
    {
        var weights = MinimumNorm.Weights([0.01, 0, 0, 0, 1, 0, 0, 0, 2], 3, largest);

        Assert.Equal(1, weights.Sum(), 1e-12);
        Assert.All(weights, weight => Assert.InRange(weight, 0, Math.Max(largest, 1 / 3.0) + 1e-12));
        Assert.Equal(Math.Max(largest, 1 / 3.0), weights[0], 1e-12);
    }

    [Fact]
    public void The_loss_is_that_of_the_weights()
    {
        var (student, one, other, labels) = (randn(6, 4, ScalarType.Float64), randn(6, 4, ScalarType.Float64), randn(6, 4, ScalarType.Float64), zeros(6, ScalarType.Int64));
        Tensor[] teachers = [one, other];
        var gradients = stack(teachers.Select(t => student.div(2).softmax(1).sub(t.div(2).softmax(1)).flatten()));
        var weights = MinimumNorm.Weights(gradients.mm(gradients.t()).data<double>().ToArray(), 2, largest: 1);

        var loss = new MultiTeacherResponse(temperature: 2, combination: TeacherCombination.Gradient).Forward(student, teachers, labels);

        var expected = new Response(2).Forward(student, one).mul(weights[0]).add(new Response(2).Forward(student, other).mul(weights[1]));
        Tensors.AssertClose("loss", expected, loss, 1e-9, 0);
    }
}
