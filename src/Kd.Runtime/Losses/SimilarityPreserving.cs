using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Similarity-preserving distillation: || N(F_s F_s^T) - N(F_t F_t^T) ||_F^2 / B^2, N dividing each row by its norm
/// (Tung, Mori, ICCV 2019).
/// </summary>
public sealed class SimilarityPreserving : Loss
{
    private static readonly Scalar _smallest = 1e-12;
    private readonly float _rowNorm;

    /// <summary>Makes the loss.</summary>
    /// <param name="rowNorm">The order of the norm of a row, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The order is below 1.</exception>
    public SimilarityPreserving(double rowNorm = 2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rowNorm, 1);
        _rowNorm = (float)rowNorm;
    }

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Features (B, ...).</param>
    /// <param name="teacher">Features (B, ...); only B must agree.</param>
    /// <exception cref="ArgumentException">The numbers of samples differ, or a feature has one dimension.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        if (student.dim() < 2 || teacher.dim() < 2 || student.size(0) != teacher.size(0))
        {
            throw new ArgumentException(
                $"SimilarityPreserving takes features (B, ...) of one batch, but got {Shapes.Text(student)} and {Shapes.Text(teacher)}.", nameof(student));
        }

        return nn.functional.mse_loss(Similarities(student), Similarities(teacher));
    }

    private Tensor Similarities(Tensor features)
    {
        var rows = features.flatten(1);
        var similarities = rows.mm(rows.t());
        var norms = similarities.norm(1, keepdim: true, p: _rowNorm);

        // A sample of zeros is like no other: dividing its row by 1, not by the smallest number, leaves its gradient of ordinary size.
        return similarities.div(norms.masked_fill(norms.eq(Scalars.Zero), Scalars.One).clamp_min(_smallest));
    }
}
