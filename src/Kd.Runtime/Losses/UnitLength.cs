using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Vectors divided by their Euclidean length.</summary>
internal static class UnitLength
{
    private static readonly Scalar _smallest = 1e-12;

    /// <summary>The vectors along the last dimension. One of zeros stays what it is, and its gradient of ordinary size.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="epsilon">A constant added to the length.</param>
    public static Tensor Of(Tensor vectors, Scalar? epsilon = null)
    {
        var length = vectors.norm((int)vectors.dim() - 1, keepdim: true, p: 2);
        var divisor = length.masked_fill(length.eq(Scalars.Zero), Scalars.One).clamp_min(_smallest);
        return vectors.div(epsilon is null ? divisor : divisor.add(epsilon));
    }
}
