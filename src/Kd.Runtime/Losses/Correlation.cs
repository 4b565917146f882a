using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Cosines of vectors, and Pearson's correlation: the cosine of vectors less their means.</summary>
internal static class Correlation
{
    private static readonly Scalar _smallest = Scalars.Of(1e-8);

    /// <summary>The cosines of the vectors along a dimension; 0 for a vector of zeros.</summary>
    /// <param name="a">Vectors.</param>
    /// <param name="b">Vectors of the same shape.</param>
    /// <param name="dimension">The dimension of their elements.</param>
    /// <param name="addEpsilon">Whether 1e-8 is added to the product of the norms, or is the least that each may be.</param>
    public static Tensor Of(Tensor a, Tensor b, int dimension, bool addEpsilon = false)
    {
        var product = a.mul(b).sum([dimension]);
        var (first, second) = (Norm(a, dimension), Norm(b, dimension));
        return product.div(addEpsilon ? first.mul(second).add(_smallest) : first.clamp_min(_smallest).mul(second.clamp_min(_smallest)));
    }

    /// <summary>Pearson's correlations of the vectors along a dimension; 0 for a vector that does not vary.</summary>
    /// <inheritdoc cref="Of"/>
    public static Tensor Pearson(Tensor a, Tensor b, int dimension, bool addEpsilon) =>
        Of(Centered(a, dimension), Centered(b, dimension), dimension, addEpsilon);

    private static Tensor Centered(Tensor values, int dimension) => values.add(values.mean([dimension], keepdim: true), Scalars.MinusOne);

    // A vector of zeros is divided by 1, not by the smallest number, which leaves its gradient of ordinary size.
    private static Tensor Norm(Tensor values, int dimension)
    {
        var norm = values.norm(dimension, keepdim: false, p: 2);
        return norm.masked_fill(norm.eq(Scalars.Zero), Scalars.One);
    }
}
