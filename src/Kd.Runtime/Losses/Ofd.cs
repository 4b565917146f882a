using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// The overhaul of feature distillation: the sum over elements, mean over samples, of (s - t')^2 where s &gt; t' or t' &gt; 0,
/// t' = max(t, m), m the mean of a channel's negative values (Heo et al., ICCV 2019).
/// </summary>
[AgreesOn(Agreement.Channels)]
public sealed class Ofd : Loss
{
    private static readonly Scalar _rare = 0.001;
    private static readonly Scalar _few = 1e-6;
    private static readonly Scalar _half = 0.5;
    private static readonly Scalar _minusHalf = -0.5;
    private static readonly Scalar _minusThree = -3;
    private static readonly Scalar _rootOfHalf = Math.Sqrt(0.5);
    private static readonly Scalar _density = 1 / Math.Sqrt(2 * Math.PI);
    private readonly OfdMargin _margin;
    private readonly LossReduction _reduction;

    /// <summary>Makes the loss.</summary>
    /// <param name="margin">Where the margin of a channel comes from.</param>
    /// <param name="reduction">How samples and elements are reduced.</param>
    public Ofd(OfdMargin margin = OfdMargin.BatchNorm, LossReduction reduction = LossReduction.BatchMean) =>
        (_margin, _reduction) = (margin, reduction);

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Channels;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Maps (B, C, H, W) before their activation function, after the adapter.</param>
    /// <param name="teacher">Maps before their activation function, of the same channels, pooled to the student's size.</param>
    /// <param name="batchNorm">The teacher's batch normalisation before the activation function; not needed for margins of the batch.</param>
    /// <exception cref="ArgumentException">Samples or channels differ, or the module has no weight and bias per channel.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, [TeacherModule("batchNorm")] nn.Module<Tensor, Tensor>? batchNorm)
    {
        FeatureMaps.Require(student, teacher, "Ofd");
        var pooled = FeatureMaps.Pooled(teacher, student.shape[2..]);
        Shapes.RequireEqual(student, pooled, "Ofd", "Channels must agree: give the attribute an Adapter, such as AdapterKind.Connector.");

        // The margins are of the teacher's own values, which are compared with the student's as they are pooled.
        var margin = _margin == OfdMargin.Batch ? OfBatch(teacher) : OfBatchNorm(batchNorm, teacher);
        var target = pooled.detach().maximum(margin.view(1, -1, 1, 1));
        var error = student.add(target, Scalars.MinusOne);
        var isCompared = error.gt(Scalars.Zero).logical_or(target.gt(Scalars.Zero));
        return Reduced.By(_reduction, error.mul(error).masked_fill(isCompared.logical_not(), Scalars.Zero));
    }

    private static Tensor OfBatch(Tensor teacher)
    {
        var negative = teacher.detach().clamp_max(Scalars.Zero);
        var count = negative.lt(Scalars.Zero).to_type(teacher.dtype).sum([0, 2, 3]);
        return negative.sum([0, 2, 3]).div(count.add(_few));
    }

    /// <summary>The mean of the negative values of a normal variable whose mean is the bias and whose deviation is the weight.</summary>
    internal static Tensor OfBatchNorm(nn.Module<Tensor, Tensor>? batchNorm, Tensor teacher)
    {
        using var constants = no_grad();
        var learned = batchNorm?.named_parameters().ToDictionary(p => p.name, p => p.parameter) ?? [];
        if (!learned.TryGetValue("weight", out var weight) || !learned.TryGetValue("bias", out var mean)
            || weight.numel() != teacher.size(1) || mean.numel() != teacher.size(1))
        {
            throw new ArgumentException(
                $"Ofd takes its margins from a batch normalisation of the teacher's {teacher.size(1)} channels, with weight and bias, but got {batchNorm?.GetName() ?? "null"}. " +
                "Give the attribute Margin = OfdMargin.Batch if there is none.", nameof(batchNorm));
        }

        var deviation = weight.abs();
        var ratio = mean.div(deviation);
        var share = ratio.mul(_rootOfHalf).erfc().mul(_half);
        var density = ratio.mul(ratio).mul(_minusHalf).exp().mul(_density);
        var expected = mean.add(deviation.mul(density).div(share), Scalars.MinusOne);
        return where(share.gt(_rare), expected, deviation.mul(_minusThree)).to_type(teacher.dtype);
    }
}
