using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Metrics;

/// <summary>A mean over all elements of how far predictions are from labels. The base of the errors of a regression.</summary>
public abstract class ElementError : Metric
{
    private double _sum;
    private long _count;

    private protected ElementError()
    {
    }

    /// <inheritdoc/>
    public override bool HigherIsBetter => false;

    /// <summary>Adds a batch.</summary>
    /// <param name="predictions">Any shape (B, ...).</param>
    /// <param name="labels">The same shape, or (B) for predictions (B, 1).</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public void Update(Tensor predictions, Tensor labels)
    {
        using var difference = Regression.Difference(predictions, labels);
        _sum += Sum(difference);
        _count += difference.numel();
    }

    /// <inheritdoc/>
    public override double Compute() => _sum / _count;

    private protected abstract double Sum(Tensor difference);
}

/// <summary>The mean over all elements of (prediction - label)^2.</summary>
public sealed class MeanSquaredError : ElementError
{
    private protected override double Sum(Tensor difference) => difference.square().sum().ToDouble();
}

/// <summary>The mean over all elements of |prediction - label|.</summary>
public sealed class MeanAbsoluteError : ElementError
{
    private protected override double Sum(Tensor difference) => difference.abs().sum().ToDouble();
}
