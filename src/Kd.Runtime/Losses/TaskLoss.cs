using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Cross-entropy with the labels: mean over samples of -log softmax(logits)[label].</summary>
public sealed class TaskLoss : Loss
{
    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C).</param>
    /// <param name="labels">Class numbers (B), 64-bit integers from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor labels)
    {
        if (student.dim() != 2 || labels.dim() != 1 || student.size(0) != labels.size(0))
        {
            throw new ArgumentException(
                $"Cross-entropy takes logits (B, C) and labels (B), but got {Shapes.Text(student)} and {Shapes.Text(labels)}. " +
                "Does the model return one row of logits per sample?", nameof(labels));
        }

        return nn.functional.cross_entropy(student, labels);
    }
}
