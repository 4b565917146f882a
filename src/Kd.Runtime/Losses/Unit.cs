using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Vectors of length one.</summary>
internal static class Unit
{
    private static readonly Scalar _smallest = 1e-12;

    /// <summary>Each vector along a dimension divided by its norm; one of zeros stays, with a gradient of ordinary size.</summary>
    public static Tensor Along(Tensor vectors, int dimension, double order = 2) => vectors.div(SafeNorm(vectors, dimension, order));

    /// <summary>The norms along a dimension, which stays with size 1, as divisors: 1 where they are 0.</summary>
    public static Tensor SafeNorm(Tensor vectors, int dimension, double order = 2)
    {
        var norms = vectors.norm(dimension, keepdim: true, p: (float)order);
        return norms.masked_fill(norms.eq(Scalars.Zero), Scalars.One).clamp_min(_smallest);
    }
}
