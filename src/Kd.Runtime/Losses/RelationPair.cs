using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// The FSP matrix between two places: G[c, d] = mean over height and width of a[c] * b[d], student's against teacher's
/// (Yim et al., CVPR 2017).
/// </summary>
[AgreesOn(Agreement.Channels)]
public sealed class RelationPair : Loss
{
    private readonly FspPooling _pooling;
    private readonly FspDistance _distance;

    /// <summary>Makes the loss.</summary>
    /// <param name="pooling">How the larger map is brought to the size of the smaller.</param>
    /// <param name="distance">How the matrices are compared.</param>
    public RelationPair(FspPooling pooling = FspPooling.Average, FspDistance distance = FspDistance.MeanSquared) =>
        (_pooling, _distance) = (pooling, distance);

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Channels;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The maps (B, C, H, W) of the two places, after their adapters.</param>
    /// <param name="teacher">The teacher's maps, with the channels of the student's.</param>
    /// <exception cref="ArgumentException">Not two maps each, or channels or samples that differ.</exception>
    public Tensor Forward(Tensor[] student, Tensor[] teacher)
    {
        if (student.Length != 2 || teacher.Length != 2)
        {
            throw new ArgumentException($"RelationPair relates two places, but got {student.Length} of the student and {teacher.Length} of the teacher.", nameof(student));
        }

        var ours = Flow(student[0], student[1]);
        var theirs = Flow(teacher[0], teacher[1]);
        Shapes.RequireEqual(ours, theirs, "RelationPair", "The matrices (B, C1, C2) must agree: let Adapter be AdapterKind.Auto.");
        return _distance == FspDistance.MeanSquared
            ? nn.functional.mse_loss(ours, theirs)
            : ours.add(theirs, Scalars.MinusOne).norm(1, keepdim: false, p: 2).sum().mul(Scalars.Of(1.0 / ours.size(0)));
    }

    private Tensor Flow(Tensor first, Tensor second)
    {
        if (first.dim() != 4 || second.dim() != 4 || first.size(0) != second.size(0))
        {
            throw new ArgumentException($"RelationPair takes maps (B, C, H, W) of one batch, but got {Shapes.Text(first)} and {Shapes.Text(second)}.", nameof(first));
        }

        long[] firstSize = first.shape[2..], secondSize = second.shape[2..];
        long[] size = [Math.Min(firstSize[0], secondSize[0]), Math.Min(firstSize[1], secondSize[1])];
        var a = Pooled(first, size).flatten(2);
        var b = Pooled(second, size).flatten(2);
        return a.bmm(b.transpose(1, 2)).mul(Scalars.Of(1.0 / (size[0] * size[1])));
    }

    private Tensor Pooled(Tensor map, long[] size)
    {
        if (map.size(2) == size[0] && map.size(3) == size[1])
        {
            return map;
        }

        return _pooling == FspPooling.Average
            ? nn.functional.adaptive_avg_pool2d(map, size)
            : nn.functional.adaptive_max_pool2d(map, size);
    }
}
