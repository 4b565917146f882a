using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Which tokens of sequences count.</summary>
internal static class TokenMask
{
    /// <summary>1 for a token that counts and 0 for another, (B, L), of the features' type.</summary>
    /// <param name="mask">The batch's mask (B, L), not 0 where a token counts; null where all do.</param>
    /// <param name="like">A tensor of the type and device wanted.</param>
    /// <param name="samples">B.</param>
    /// <param name="length">L.</param>
    /// <exception cref="ArgumentException">The mask has another shape.</exception>
    public static Tensor Of(Tensor? mask, Tensor like, long samples, long length)
    {
        if (mask is null)
        {
            return ones([samples, length], like.dtype, like.device);
        }

        return mask.shape.AsSpan().SequenceEqual([samples, length])
            ? mask.ne(Scalars.Zero).to_type(like.dtype)
            : throw new ArgumentException($"The mask must have the shape ({samples}, {length}) of the tokens, but has {Shapes.Text(mask)}.", nameof(mask));
    }

    /// <summary>The weighted mean over what counts; 0 where nothing does.</summary>
    public static Tensor Mean(Tensor values, Tensor weights) => values.mul(weights).sum().div(weights.sum().clamp_min(Scalars.One));
}
