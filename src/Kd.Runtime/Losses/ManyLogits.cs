using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>What losses over the logits of several networks, or of several exits of one, share.</summary>
internal static class ManyLogits
{
    /// <summary>The logits in at least single precision. Throws unless there are enough and all are (B, C) of one shape.</summary>
    public static Tensor[] Checked(Tensor[] logits, int atLeast, string loss, string name)
    {
        if (logits.Length < atLeast)
        {
            throw new ArgumentException($"{loss} takes the logits of at least {atLeast}, but got {logits.Length}.", name);
        }

        foreach (var one in logits)
        {
            if (one.dim() != 2 || !one.shape.AsSpan().SequenceEqual(logits[0].shape))
            {
                throw new ArgumentException($"{loss} takes logits (B, C) of one shape, but got {Shapes.Text(logits[0])} and {Shapes.Text(one)}.", name);
            }
        }

        return [.. logits.Select(one => Logits.Real(one, loss, name))];
    }

    /// <summary>For each sample KL(target || student), or the cross-entropy of the same, of answers at a temperature.</summary>
    public static Tensor Divergences(Tensor student, Tensor target, double temperature, bool crossEntropy = false)
    {
        var (p, q) = (Divergence.Logarithms(target, temperature), Divergence.Logarithms(student, temperature));
        return crossEntropy ? Divergence.CrossEntropy(p, q) : Divergence.Kl(p, q);
    }

    /// <summary>For each sample the cross-entropy with its label, which has been checked.</summary>
    public static Tensor CrossEntropies(Tensor logits, Tensor labels) =>
        Divergence.Logarithms(logits, 1).gather(1, labels.unsqueeze(1)).squeeze(1).neg();
}
