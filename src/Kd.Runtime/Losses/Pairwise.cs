using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Distances between the samples of a batch.</summary>
internal static class Pairwise
{
    private static readonly Scalar _minusTwo = -2.0;
    private static readonly Scalar _smallest = 1e-12;

    /// <summary>|x_i - x_j|^2, (B, B), at least 1e-12 between different samples.</summary>
    public static Tensor SquaredDistances(Tensor rows)
    {
        // Distances do not change when all samples move, and near the origin the differences of squares lose least.
        var centered = rows.add(rows.detach().mean([0], keepdim: true), Scalars.MinusOne);
        var squares = centered.square().sum(1);
        return centered.mm(centered.t()).mul(_minusTwo)
            .add(squares.unsqueeze(0), Scalars.One)
            .add(squares.unsqueeze(1), Scalars.One)
            .clamp_min(_smallest)
            .masked_fill(Diagonal(rows), Scalars.Zero);
    }

    /// <summary>|x_i - x_j|, (B, B), at least 1e-6 between different samples.</summary>
    public static Tensor Distances(Tensor rows)
    {
        var diagonal = Diagonal(rows);
        return SquaredDistances(rows).masked_fill(diagonal, Scalars.One).sqrt().masked_fill(diagonal, Scalars.Zero);
    }

    /// <summary>Whether a pair is a sample with itself, (B, B).</summary>
    public static Tensor Diagonal(Tensor rows) => eye(rows.size(0), dtype: ScalarType.Bool, device: rows.device);
}
