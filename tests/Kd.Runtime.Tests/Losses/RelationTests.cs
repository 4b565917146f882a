using Kd.Losses;
using Kd.Tests.Fixtures;
using Kd.Tests.Losses.Subjects;

namespace Kd.Tests.Losses;

/// <summary>What holds for losses of relations.</summary>
public sealed class RelationTests : ScopedTest
{
    /// <summary>The losses without weights of their own, which have the type of the run's model.</summary>
    public static TheoryData<string> Names { get; } =
        [.. new RelationSubjects().Subjects.Keys.Except(["Crd", "Ickd", "CorrelationCongruence of embeddings"])];

    [Theory]
    [MemberData(nameof(Names))]
    public void Features_of_16_bits_are_compared_in_single_precision(string name)
    {
        var loss = LossSubject.All[name];

        var (value, gradients) = loss.Differentiate(loss.Random(ScalarType.BFloat16), loss.Random(ScalarType.BFloat16));

        Assert.Equal(ScalarType.Float32, value.dtype);
        Assert.All([value, .. gradients], tensor => Assert.True(Tensors.AreFinite(tensor)));
    }

    [Fact]
    public void Pkt_does_not_change_with_the_students_scale_or_rotation()
    {
        var (student, teacher) = (randn(5, 4, ScalarType.Float64), randn(5, 6, ScalarType.Float64));
        var (rotation, _) = linalg.qr(randn(4, 4, ScalarType.Float64));

        Tensors.AssertClose("loss", new Pkt().Forward(student, teacher), new Pkt().Forward(student.mm(rotation).mul(3), teacher), relative: 1e-6, absolute: 0);
    }

    [Fact]
    public void Correlation_congruence_tends_to_the_gaussian_kernel()
    {
        var (student, teacher) = (randn(4, 3, ScalarType.Float64), randn(4, 5, ScalarType.Float64));

        var loss = new CorrelationCongruence(order: 30).Forward(student, teacher);

        Tensors.AssertClose("loss", Kernel(student).add(Kernel(teacher), alpha: -1).square().mean(), loss, relative: 1e-12, absolute: 0);

        static Tensor Kernel(Tensor rows)
        {
            var unit = nn.functional.normalize(rows);
            return unit.unsqueeze(0).add(unit.unsqueeze(1), alpha: -1).square().sum(2).mul(-0.4).exp();
        }
    }

    [Fact]
    public void Consecutive_differences_need_one_shape_or_an_embedding()
    {
        Refusals.Name(() => new CorrelationCongruence(form: CorrelationForm.ConsecutiveDifferences).Forward(randn(4, 5), randn(4, 6)), [4, 5], [4, 6]);
        Assert.Throws<ArgumentException>("studentShape", () => new CorrelationCongruence(embedding: 3));
        Assert.Equal(4, new CorrelationCongruence([4, 5], [4, 6], embedding: 3).parameters().Count());
    }

    [Fact]
    public void Ickd_does_not_change_with_the_scale_of_a_sample()
    {
        var (student, teacher) = (randn(3, 2, 4, 4, ScalarType.Float64), randn(3, 2, 5, 5, ScalarType.Float64));
        var loss = new Ickd(embed: false);

        Tensors.AssertClose(
            "loss", loss.Forward(student, teacher), loss.Forward(student.mul(tensor([1.0, 20, 300]).view(3, 1, 1, 1)), teacher), relative: 1e-9, absolute: 0);
    }

    [Fact]
    public void Ickds_embedding_is_trained_and_relates_channels()
    {
        var loss = new Ickd([3, 2, 4, 4], [3, 5, 7, 7]);

        Assert.Equal(3, loss.parameters().Count());
        Assert.Equal(Agreement.Samples, loss.Agreement);
        Assert.True(Tensors.AreFinite(loss.Forward(randn(3, 2, 4, 4), randn(3, 5, 7, 7))));
        Assert.Throws<ArgumentException>("studentShape", () => new Ickd());
        Refusals.Name(() => new Ickd(embed: false).Forward(randn(3, 2, 4, 4), randn(3, 5, 4, 4)), [3, 2, 2], [3, 5, 5]);
    }

    [Fact]
    public void Gram_matrices_are_those_of_the_formula()
    {
        var (student, teacher) = (randn(3, 2, 4, 4, ScalarType.Float64), randn(3, 2, 5, 6, ScalarType.Float64));

        Tensors.AssertClose("loss", Naive(student).add(Naive(teacher), alpha: -1).square().mean().div(4), new Gram().Forward(student, teacher), 1e-12, 0);
        Refusals.Name(() => new Gram().Forward(student, randn(3, 4, 4, 4)), [3, 2, 2], [3, 4, 4]);
        Refusals.Name(() => new Gram().Forward(randn(3, 2), randn(3, 2)), [3, 2]);

        static Tensor Naive(Tensor map) => map.unsqueeze(1).mul(map.unsqueeze(2)).mean([3, 4]);
    }

    [Fact]
    public void Affinity_is_that_of_the_matrices()
    {
        var (student, teacher) = (randn(3, 2, 4, 4, ScalarType.Float64), randn(3, 2, 4, 4, ScalarType.Float64));
        using (no_grad())
        {
            student[0, 1].zero_();
            teacher[1, 0].zero_();
        }

        var expected = Matrices(student).add(Matrices(teacher), alpha: -1).square().sum([2, 3]).sqrt().div(16).sum(1).mean();
        Tensors.AssertClose("loss", expected, new Affinity().Forward(student, teacher), 1e-12, 0);

        static Tensor Matrices(Tensor map)
        {
            var unit = nn.functional.normalize(map.flatten(2), dim: 2);
            return unit.unsqueeze(2).mul(unit.unsqueeze(3));
        }
    }

    [Fact]
    public void Irg_is_the_weighted_sum_of_its_parts()
    {
        Tensor[] student = [randn(4, 2, 4, 4, ScalarType.Float64), randn(4, 4, 2, 2, ScalarType.Float64), randn(4, 3, ScalarType.Float64)];
        Tensor[] teacher = [randn(4, 3, 4, 4, ScalarType.Float64), randn(4, 6, 2, 2, ScalarType.Float64), randn(4, 3, ScalarType.Float64)];

        var vertices = student[2].add(teacher[2], alpha: -1).square().mean();
        var edges = Squared(Edges(student[0]), Edges(teacher[0])).add(Squared(Edges(student[1]), Edges(teacher[1]))).div(2);
        var transformations = Squared(Moves(student[0], student[1]), Moves(teacher[0], teacher[1]));
        var expected = vertices.mul(0.3).add(edges.mul(2)).add(transformations.mul(7));

        Tensors.AssertClose("loss", expected, new Irg(0.3, 2, 7).Forward(student, teacher), 1e-9, 0);

        static Tensor Squared(Tensor ours, Tensor theirs) => ours.add(theirs, alpha: -1).square().mean();

        static Tensor Edges(Tensor map)
        {
            var rows = map.flatten(1);
            var distances = rows.unsqueeze(0).add(rows.unsqueeze(1), alpha: -1).square().sum(2);
            return distances.div(distances.max());
        }

        static Tensor Moves(Tensor first, Tensor second)
        {
            var pooled = nn.functional.avg_pool2d(first, 2);
            var moves = pooled.add(second.unflatten(1, [-1, 2]).mean([2]), alpha: -1).square().sum([1, 2, 3]);
            return moves.div(moves.max());
        }
    }

    [Fact]
    public void Irg_refuses_what_it_cannot_relate()
    {
        Assert.Throws<ArgumentException>(() => new Irg().Forward([randn(4, 3)], [randn(4, 3)]));
        Refusals.Name(() => new Irg().Forward([randn(4, 5), randn(4, 3)], [randn(4, 5), randn(4, 2)]), [4, 3], [4, 2]);
        Refusals.Name(
            () => new Irg().Forward([randn(4, 2, 4, 4), randn(4, 3, 4, 4), randn(4, 3)], [randn(4, 2, 4, 4), randn(4, 4, 4, 4), randn(4, 3)]),
            [4, 2, 4, 4], [4, 3, 4, 4]);
        Assert.Throws<ArgumentOutOfRangeException>("edgeWeight", () => new Irg(edgeWeight: -1));
    }

    [Fact]
    public void Singular_vectors_have_the_gradients_of_a_full_decomposition()
    {
        var matrices = randn(2, 5, 3, ScalarType.Float64).requires_grad_(true);
        var weights = randn(2, 3, 3, ScalarType.Float64);
        var again = Tensors.Learned(matrices);

        RightSingularVectors.Differentiable(matrices, 3).square().mul(weights).sum().backward();
        linalg.svd(again, fullMatrices: false).Vh.transpose(1, 2).square().mul(weights).sum().backward();

        Tensors.AssertClose("gradient", again.grad!, matrices.grad!, 1e-6, 1e-9);
    }

    [Fact]
    public void Kdsvd_refuses_what_it_cannot_relate()
    {
        Assert.Throws<ArgumentOutOfRangeException>("k", () => new Kdsvd(0));
        Assert.Throws<ArgumentException>(() => new Kdsvd().Forward([randn(2, 3, 4, 4)], [randn(2, 3, 4, 4)]));
        Refusals.Name(() => new Kdsvd().Forward([randn(2, 3, 4, 4), randn(2, 3)], [randn(2, 3, 4, 4), randn(2, 3)]), [2, 3]);
        Refusals.Name(() => new Kdsvd().Forward([randn(2, 3, 4, 4), randn(2, 5, 4, 4)], [randn(2, 3, 4, 4), randn(2, 4, 4, 4)]), [2, 16, 5], [2, 16, 4]);
    }
}
