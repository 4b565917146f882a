using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Metrics;

/// <summary>The part of the samples whose largest logit is that of their label.</summary>
public sealed class Accuracy : Metric
{
    private long _right, _count;

    /// <summary>Adds a batch.</summary>
    /// <param name="predictions">Logits (B, C).</param>
    /// <param name="labels">Class numbers (B), 64-bit integers.</param>
    public void Update(Tensor predictions, Tensor labels)
    {
        _right += predictions.argmax(1).eq(labels).sum().ToInt64();
        _count += labels.numel();
    }

    /// <inheritdoc/>
    public override double Compute() => (double)_right / _count;
}
