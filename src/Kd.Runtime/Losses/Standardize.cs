using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Z-scores: values less their mean, divided by their standard deviation.</summary>
internal static class Standardize
{
    /// <summary>What the authors of logit standardization add to the deviation.</summary>
    public static readonly Scalar SmallDeviation = Scalars.Of(1e-7);

    /// <summary>Z-scores along a dimension, with the unbiased deviation; 0 where the values are all equal.</summary>
    public static Tensor Along(Tensor values, int dimension, Scalar epsilon)
    {
        var centered = values.add(values.mean([dimension], keepdim: true), Scalars.MinusOne);
        if (values.size(dimension) == 1)
        {
            return centered; // a single value has no deviation
        }

        // Equal values are divided by 1, not by the smallest number, which leaves their gradient of ordinary size.
        var deviation = values.std(dimension, unbiased: true, keepdim: true);
        return centered.div(deviation.masked_fill(deviation.eq(Scalars.Zero), Scalars.One).add(epsilon));
    }
}
