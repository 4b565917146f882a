using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Vectors divided by their length.</summary>
internal static class UnitLength
{
    private static readonly Scalar _smallest = 1e-12;

    /// <summary>The vectors along the last dimension. One of zeros stays what it is, and its gradient of ordinary size.</summary>
    /// <param name="vectors">The vectors.</param>
    /// <param name="epsilon">A constant added to the length.</param>
    public static Tensor Of(Tensor vectors, Scalar? epsilon = null)
    {
        var divisor = Divisor(vectors, (int)vectors.dim() - 1);
        return vectors.div(epsilon is null ? divisor : divisor.add(epsilon));
    }

    /// <summary>The vectors along a dimension, by a norm of any order.</summary>
    public static Tensor Along(Tensor vectors, int dimension, double order = 2) => vectors.div(Divisor(vectors, dimension, order));

    /// <summary>The lengths along a dimension, which stays with size 1; 1 where they are 0.</summary>
    public static Tensor Divisor(Tensor vectors, int dimension, double order = 2)
    {
        var length = vectors.norm(dimension, keepdim: true, p: (float)order);
        return length.masked_fill(length.eq(Scalars.Zero), Scalars.One).clamp_min(_smallest);
    }
}
