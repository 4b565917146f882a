using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Metrics;

/// <summary>The part of the samples whose largest logit is that of their label.</summary>
public sealed class Accuracy : Metric
{
    private long _right, _count;

    /// <summary>Hears of each batch's predictions and labels. Nothing but a report listens.</summary>
    internal Action<Tensor, Tensor>? Seen { get; set; }

    /// <summary>Adds a batch.</summary>
    /// <param name="predictions">Logits (B, C).</param>
    /// <param name="labels">Class numbers (B), 64-bit integers.</param>
    /// <exception cref="ArgumentException">They are not those of a classification.</exception>
    public void Update(Tensor predictions, Tensor labels)
    {
        if (predictions.dim() != 2 || labels.dim() != 1 || labels.is_floating_point())
        {
            throw new ArgumentException(
                $"The accuracy is of logits (B, C) and class numbers (B), but got {Shapes.Text(predictions)} and {(labels.is_floating_point() ? "real numbers " : "")}{Shapes.Text(labels)}. " +
                "For another task, declare its metric: [Metric<MeanAbsoluteError>], or one of your own.", nameof(labels));
        }

        _right += predictions.argmax(1).eq(labels).sum().ToInt64();
        _count += labels.numel();
        Seen?.Invoke(predictions, labels);
    }

    /// <inheritdoc/>
    public override double Compute() => (double)_right / _count;
}
