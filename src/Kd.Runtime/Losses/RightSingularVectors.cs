using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Right singular vectors with gradients that stay finite where singular values are equal or zero.</summary>
internal static class RightSingularVectors
{
    private static readonly Scalar _broadening = 1e-12;

    /// <summary>Singular values (B, r) and right singular vectors (B, N, r) of matrices (B, M, N), without gradients.</summary>
    public static (Tensor Values, Tensor Vectors) Of(Tensor matrices)
    {
        using var _ = no_grad();
        var (_, values, transposed) = linalg.svd(matrices.detach().nan_to_num(), fullMatrices: false);
        return (values, transposed.transpose(1, 2));
    }

    /// <summary>The first right singular vectors (B, N, count), or all if there are fewer.</summary>
    public static Tensor Differentiable(Tensor matrices, int count)
    {
        // Vectors do not change with scale, and a largest singular value of 1 gives the broadening below its meaning.
        var (scales, vectors) = Of(matrices);
        var largest = scales.narrow(1, 0, 1);
        largest = largest.masked_fill(largest.eq(Scalars.Zero), Scalars.One);
        var scaled = matrices.div(largest.unsqueeze(2));
        var squares = scales.div(largest).square();

        // First-order perturbation of the eigenvectors of X^T X: dv_j = sum over i of v_i (v_i . dA v_j) / (l_j - l_i), with what lies
        // outside all v_i divided by l_j. The step is 0, so that only its gradient counts.
        var (first, fixedMatrices) = (vectors.narrow(2, 0, Math.Min(count, vectors.size(2))), scaled.detach());
        var step = scaled.add(fixedMatrices, Scalars.MinusOne);
        var moved = step.transpose(1, 2).bmm(fixedMatrices.bmm(first)).add(fixedMatrices.transpose(1, 2).bmm(step.bmm(first)), Scalars.One);
        var inside = vectors.transpose(1, 2).bmm(moved);
        var chosen = squares.narrow(1, 0, first.size(2)).unsqueeze(1);
        var outside = moved.add(vectors.bmm(inside), Scalars.MinusOne).mul(Inverse(chosen));
        return first.add(vectors.bmm(inside.mul(Inverse(chosen.add(squares.unsqueeze(2), Scalars.MinusOne)))), Scalars.One).add(outside, Scalars.One);
    }

    /// <summary>1 / x, broadened to x / (x^2 + epsilon), which is 0 at 0.</summary>
    private static Tensor Inverse(Tensor values) => values.div(values.square().add(_broadening));
}
