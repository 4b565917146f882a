using Kd.Tests.Fixtures;

namespace Kd.Tests.Losses;

/// <summary>What holds for every loss, on batches of random sizes and values.</summary>
public sealed class RandomBatchTests : ScopedTest
{
    private const int Batches = 4;

    [Theory]
    [MemberData(nameof(LossSubject.Differentiable), MemberType = typeof(LossSubject))]
    public void The_gradient_is_the_slope_in_any_direction(string name)
    {
        const double step = 1e-6;
        var loss = LossSubject.All[name];
        Check(loss, (student, teacher) =>
        {
            Tensor[] direction = [.. student.Select(s => randn(s.shape, s.dtype))];
            var (_, gradients) = loss.Differentiate(student, teacher);
            var slope = gradients.Zip(direction, (g, d) => g.mul(d).sum().ToDouble()).Sum();

            Assert.Equal((At(step) - At(-step)) / (2 * step), slope, 1e-5 * Math.Max(1, Math.Abs(slope)));

            double At(double by) => loss.Forward([.. student.Zip(direction, (s, d) => s.add(d, by))], teacher).ToDouble();
        });
    }

    [Theory]
    [MemberData(nameof(LossSubject.OfSets), MemberType = typeof(LossSubject))]
    public void The_order_of_the_samples_does_not_matter(string name)
    {
        var loss = LossSubject.All[name];
        Check(loss, (student, teacher) =>
        {
            var order = randperm(student[0].size(0));

            Tensors.AssertClose(name, loss.Forward(student, teacher), loss.Forward(Shuffled(student), Shuffled(teacher)), relative: 1e-10, absolute: 1e-12);

            Tensor[] Shuffled(Tensor[] values) => [.. values.Select(value => value.index_select(0, order))];
        });
    }

    [Theory]
    [MemberData(nameof(LossSubject.Distances), MemberType = typeof(LossSubject))]
    public void A_distance_is_zero_at_equality_and_never_negative(string name)
    {
        var loss = LossSubject.All[name];
        Check(loss, (student, teacher) =>
        {
            Assert.Equal(0, loss.Forward(student, student).ToDouble(), 1e-10);
            Assert.True(loss.Forward(student, teacher).ToDouble() >= 0);
        });
    }

    // The same batches each time: a slope is measured too coarsely where a loss bends sharply, as singular vectors do, and chance finds such a batch now and then.
    private static void Check(LossSubject loss, Action<Tensor[], Tensor[]> holds)
    {
        var random = new Random(1);
        for (var i = 0; i < Batches; i++)
        {
            using var scope = NewDisposeScope();
            var samples = random.Next(2, 8);
            manual_seed(random.Next());
            holds(loss.Random(samples), loss.Random(samples));
        }
    }
}
