using Kd.Losses;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

public sealed class RkdTests : ScopedTest
{
    private static readonly Dictionary<string, Func<Tensor, Tensor, Tensor>> _losses = new()
    {
        ["distance"] = new RkdDistance().Forward,
        ["angle"] = new RkdAngle().Forward,
        ["both"] = new Rkd().Forward,
        ["order"] = new HardDarkRank(neighbors: 3).Forward,
    };

    public static TheoryData<string> Names { get; } = [.. _losses.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Moving_or_rotating_the_student_changes_nothing(string name)
    {
        var (student, teacher) = (randn(5, 4, ScalarType.Float64), randn(5, 6, ScalarType.Float64));
        var (rotation, _) = linalg.qr(randn(4, 4, ScalarType.Float64));

        var moved = _losses[name](student.mm(rotation).add(randn(1, 4, ScalarType.Float64)), teacher);

        Tensors.AssertClose(name, _losses[name](student, teacher), moved, relative: 1e-9, absolute: 0);
    }

    [Theory]
    [InlineData("distance")]
    [InlineData("angle")]
    [InlineData("both")]
    public void Scaling_the_student_changes_nothing(string name)
    {
        var (student, teacher) = (randn(5, 4, ScalarType.Float64), randn(5, 6, ScalarType.Float64));

        Tensors.AssertClose(name, _losses[name](student, teacher), _losses[name](student.mul(7), teacher), relative: 1e-9, absolute: 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1000000)]
    public void Angles_do_not_depend_on_how_many_are_computed_at_once(long elementsAtOnce)
    {
        var (student, teacher) = (randn(7, 4, ScalarType.Float64).requires_grad_(true), randn(7, 6, ScalarType.Float64));
        var again = Tensors.Learned(student);
        var (expected, found) = (new RkdAngle().Forward(student, teacher), new RkdAngle().Forward(again, teacher, elementsAtOnce));
        expected.backward();
        found.backward();

        Tensors.AssertClose("loss", expected, found, relative: 1e-12, absolute: 0);
        Tensors.AssertClose("gradient", student.grad!, again.grad!, relative: 1e-12, absolute: 0);
    }

    [Fact]
    public void The_gradient_of_angles_passes_a_weight_and_an_earlier_layer()
    {
        var (weights, features, teacher) = (randn(4, 3, ScalarType.Float64).requires_grad_(true), randn(5, 4, ScalarType.Float64), randn(5, 6, ScalarType.Float64));
        new RkdAngle().Forward(features.mm(weights), teacher).mul(3).backward();
        var output = features.mm(weights).detach().requires_grad_(true);
        new RkdAngle().Forward(output, teacher).backward();

        Tensors.AssertClose("gradient", features.t().mm(output.grad!).mul(3), weights.grad!, relative: 1e-12, absolute: 0);
    }

    [Fact]
    public void Equal_samples_do_not_blow_up_the_gradients()
    {
        var student = randn(1, 4).expand(3, 4).contiguous();
        student = cat([student, randn(3, 4)]).requires_grad_(true);

        new Rkd().Forward(student, randn(6, 4)).backward();

        Assert.True(student.grad!.abs().max().ToDouble() < 10);
    }

    [Fact]
    public void The_order_alone_counts_for_the_rank()
    {
        var student = randn(6, 4);
        var places = tensor([0.0, 1, 3, 7, 15, 31]).unsqueeze(1);

        // The same order of neighbours for each sample: distances of powers of two, and their squares.
        Assert.Equal(
            new HardDarkRank().Forward(student, places).ToDouble(),
            new HardDarkRank().Forward(student, places.mul(5)).ToDouble());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Features_that_are_not_of_one_batch_are_named(string name)
    {
        Refusals.Name(() => _losses[name](randn(4, 5), randn(3, 5)), [4, 5], [3, 5]);
        Refusals.Name(() => _losses[name](randn(4), randn(4, 5)), [4], [4, 5]);
        Assert.Contains("Int64", Assert.Throws<ArgumentException>(() => _losses[name](ones(4, 5, ScalarType.Int64), randn(4, 5))).Message);
    }

    [Fact]
    public void Hyper_parameters_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("distanceWeight", () => new Rkd(distanceWeight: -1));
        Assert.Throws<ArgumentOutOfRangeException>("angleWeight", () => new Rkd(angleWeight: double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("meanEpsilon", () => new RkdDistance(meanEpsilon: -1));
        Assert.Throws<ArgumentOutOfRangeException>("alpha", () => new HardDarkRank(alpha: 0));
        Assert.Throws<ArgumentOutOfRangeException>("beta", () => new HardDarkRank(beta: 0.5));
        Assert.Throws<ArgumentOutOfRangeException>("neighbors", () => new HardDarkRank(neighbors: 0));
    }
}
