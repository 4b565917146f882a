using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Cross-entropy with the labels: mean over samples of -log softmax(logits)[label].</summary>
public sealed class TaskLoss : Loss
{
    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C).</param>
    /// <param name="labels">Class numbers (B), 64-bit integers from 0 to C - 1, or -100 for a sample that does not count.</param>
    /// <exception cref="ArgumentException">Shapes, types or labels do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor labels)
    {
        ClassLabels.Require(student, labels, "Cross-entropy", mayIgnore: true);
        return nn.functional.cross_entropy(student, labels);
    }
}
