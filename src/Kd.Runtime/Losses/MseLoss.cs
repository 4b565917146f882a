using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>The task loss of a regression: the mean over all elements of (prediction - label)^2.</summary>
public sealed class MseLoss : Loss
{
    /// <summary>Computes the loss.</summary>
    /// <param name="student">Predictions of any shape (B, ...).</param>
    /// <param name="labels">The same shape, or (B) for predictions (B, 1).</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor labels) => Regression.Difference(student, labels).square().mean();
}
