using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Cross-entropy with the labels: mean over samples of -log softmax(logits)[label]; of labels that are probabilities, as of mixed images, of
/// -sum over classes of label * log softmax(logits).
/// </summary>
public sealed class TaskLoss : Loss
{
    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C).</param>
    /// <param name="labels">Class numbers (B), 64-bit integers from 0 to C - 1, or -100 for a sample that does not count; or
    /// probabilities (B, C), floating point.</param>
    /// <exception cref="ArgumentException">Shapes, types or labels do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor labels)
    {
        if (labels.is_floating_point() && labels.dim() == 2)
        {
            return Soft(student, labels);
        }

        ClassLabels.Require(student, labels, "Cross-entropy", mayIgnore: true);
        return nn.functional.cross_entropy(student, labels);
    }

    private static Tensor Soft(Tensor student, Tensor labels) => student.shape.AsSpan().SequenceEqual(labels.shape)
        ? nn.functional.cross_entropy(student, labels)
        : throw new ArgumentException(
            $"Cross-entropy takes logits and probabilities of one shape, but got {Shapes.Text(student)} and {Shapes.Text(labels)}.", nameof(labels));
}
