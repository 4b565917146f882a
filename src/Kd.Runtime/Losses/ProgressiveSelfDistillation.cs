using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>PS-KD: cross-entropy with labels softened by the model's predictions of the epoch before (Kim et al., ICCV 2021).</summary>
public sealed class ProgressiveSelfDistillation : Loss
{
    private const string Predictions = "predictions";
    private readonly double _alpha;

    /// <summary>Makes the loss.</summary>
    /// <param name="studentShape">The shape of the logits, samples first.</param>
    /// <param name="sampleCount">How many training samples there are.</param>
    /// <param name="alpha">The share that the model's own predictions have at the end of the run, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The logits are not (B, C).</exception>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public ProgressiveSelfDistillation(long[] studentShape, long sampleCount, double alpha = 0.8)
    {
        if (studentShape.Length != 2)
        {
            throw new ArgumentException($"ProgressiveSelfDistillation takes logits (B, C), but got {Shapes.Text(studentShape)}.", nameof(studentShape));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(sampleCount, 1);
        _alpha = HyperParameter.Share(alpha);
        register_buffer(Predictions, zeros(sampleCount, studentShape[1], device: CPU));
    }

    /// <summary>Computes the loss and remembers the predictions.</summary>
    /// <param name="student">Logits (B, C).</param>
    /// <param name="labels">Class numbers (B), from 0 to C - 1.</param>
    /// <param name="sampleIds">Which samples these are: (B), from 0 to the number of training samples.</param>
    /// <param name="at">Where the run is.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a label is no class or an id no training sample.</exception>
    public Tensor Forward(Tensor student, Tensor labels, Tensor sampleIds, StepContext at)
    {
        var memory = get_buffer(Predictions)!;
        if (student.dim() != 2 || student.size(1) != memory.size(1))
        {
            throw new ArgumentException($"ProgressiveSelfDistillation takes logits (B, {memory.size(1)}), but got {Shapes.Text(student)}.", nameof(student));
        }

        ClassLabels.Require(student, labels, "ProgressiveSelfDistillation");
        RequireIds(sampleIds, student.size(0), memory.size(0));
        var prediction = nn.functional.log_softmax(student, 1);
        var loss = nn.functional.nll_loss(prediction, labels);
        if (at.Epoch > 1)
        {
            using Scalar share = _alpha * at.Progress;
            using Scalar left = 1 - (_alpha * at.Progress);
            var before = memory.index_select(0, sampleIds).to_type(prediction.dtype);
            var soft = before.mul(prediction).sum().mul(Scalars.Of(-1.0 / student.size(0)));
            loss = loss.mul(left).add(soft, share);
        }

        using (no_grad())
        {
            memory.index_copy_(0, sampleIds, prediction.detach().exp().to_type(memory.dtype));
        }

        return loss;
    }

    private static void RequireIds(Tensor sampleIds, long samples, long count)
    {
        if (sampleIds.dtype != ScalarType.Int64 || !sampleIds.shape.AsSpan().SequenceEqual([samples]))
        {
            throw new ArgumentException($"ProgressiveSelfDistillation takes sample ids ({samples}), 64-bit integers, but got {Shapes.Text(sampleIds)} of {sampleIds.dtype}.", nameof(sampleIds));
        }

        // On another device, reading them would make the host wait for it.
        if (sampleIds.device_type == DeviceType.CPU && (sampleIds.min().ToInt64() < 0 || sampleIds.max().ToInt64() >= count))
        {
            throw new ArgumentException($"ProgressiveSelfDistillation remembers samples 0 to {count - 1}, but the batch has {sampleIds.min().ToInt64()} to {sampleIds.max().ToInt64()}.", nameof(sampleIds));
        }
    }
}
