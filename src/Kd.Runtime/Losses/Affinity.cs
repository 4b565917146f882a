using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Affinity distillation: mean over samples of the sum over channels of || v_s v_s^T - v_t v_t^T ||_F / (H * W), v a channel's
/// pixels divided by their norm (He et al., CVPR 2019).
/// </summary>
[AgreesOn(Agreement.Shape)]
public sealed class Affinity : Loss
{
    private static readonly Scalar _sqrtOfTwo = Math.Sqrt(2);

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Maps (B, C, H, W) or (B, C, L), after their adapter.</param>
    /// <param name="teacher">Maps of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or are not of maps.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        Shapes.RequireEqual(student, teacher, "Affinity", "Give the attribute an Adapter that relates them, such as AdapterKind.Auto.");
        var ours = Unit.Along(ChannelGram.Rows(student, "Affinity", nameof(student)), 2);
        var theirs = Unit.Along(ChannelGram.Rows(teacher.detach(), "Affinity", nameof(teacher)), 2);

        // For vectors of length one the norm is sqrt(2 - 2 cos^2) = sqrt(2) * |v_s - cos * v_t|, which is exact where they are near.
        var cosines = ours.mul(theirs).sum(2, keepdim: true);
        var apart = ours.add(theirs.mul(cosines), Scalars.MinusOne).norm(2, keepdim: false, p: 2).mul(_sqrtOfTwo);

        // Where one of them is zero, it is the other's affinity, which has norm one.
        var (weight, target) = (ours.square().sum(2), theirs.square().sum(2));
        var bothThere = weight.mul(target).gt(Scalars.Zero);
        var distances = where(bothThere, apart, weight.add(target, Scalars.MinusOne).abs());
        return distances.sum().mul(Scalars.Of(1.0 / (ours.size(0) * ours.size(2))));
    }
}
