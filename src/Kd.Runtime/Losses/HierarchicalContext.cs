using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// The hierarchical context loss of ReviewKD: the weighted mean of (s - t)^2, whole and averaged to 4x4, 2x2 and 1x1, each size with
/// half the weight of the one before (Chen et al., CVPR 2021).
/// </summary>
[AgreesOn(Agreement.Shape)]
public sealed class HierarchicalContext : Loss
{
    private static readonly long[] _sizes = [4, 2, 1];

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Maps (B, C, H, W) or vectors (B, C), after the adapter.</param>
    /// <param name="teacher">Features of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or are of other features.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        student = FeatureMaps.Of(student, "HierarchicalContext", nameof(student));
        teacher = FeatureMaps.Of(teacher, "HierarchicalContext", nameof(teacher));
        Shapes.RequireEqual(student, teacher, "HierarchicalContext", "Give the attribute an Adapter that relates them, such as AdapterKind.Auto.");
        var loss = nn.functional.mse_loss(student, teacher);
        double weight = 1, total = 1;
        foreach (var size in _sizes.Where(size => size < student.size(2)))
        {
            weight /= 2;
            total += weight;
            var pooled = nn.functional.mse_loss(FeatureMaps.Pooled(student, size, size), FeatureMaps.Pooled(teacher, size, size));
            loss = loss.add(pooled, Scalars.Of(weight));
        }

        return loss.mul(Scalars.Of(1 / total));
    }
}
