using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// RKD of distances: mean over pairs of huber(d_s - d_t), d the distance divided by its mean (Park, Kim, Lu, Cho, CVPR 2019).
/// </summary>
public sealed class RkdDistance : Loss
{
    private readonly bool _normalize;
    private readonly double _meanEpsilon;

    /// <summary>Makes the loss.</summary>
    /// <param name="normalize">Whether rows are divided by their norms first.</param>
    /// <param name="meanEpsilon">A constant added to the mean distance, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The constant is below 0.</exception>
    public RkdDistance(bool normalize = false, double meanEpsilon = 0)
    {
        HyperParameter.AtLeast(meanEpsilon, 0);
        (_normalize, _meanEpsilon) = (normalize, meanEpsilon);
    }

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Features (B, ...).</param>
    /// <param name="teacher">Features (B, ...); only B must agree.</param>
    /// <exception cref="ArgumentException">The numbers of samples differ, or a feature has one dimension.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        var (ours, theirs) = SampleRows.Of(student, teacher, "RkdDistance");
        return nn.functional.smooth_l1_loss(Relative(ours), Relative(theirs));
    }

    private Tensor Relative(Tensor rows)
    {
        var distances = Pairwise.Distances(_normalize ? Unit.Along(rows, 1) : rows);
        var samples = rows.size(0);
        return samples < 2
            ? distances
            : distances.div(distances.sum().mul(Scalars.Of(1.0 / (samples * (samples - 1)))).add(Scalars.Of(_meanEpsilon)));
    }
}
