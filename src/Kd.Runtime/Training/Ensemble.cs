using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>Makes one answer of those of several models. Called by generated code.</summary>
public static class Ensemble
{
    /// <summary>The mean of logits, or of whatever else the models give.</summary>
    /// <param name="logits">Tensors of one shape; at least one.</param>
    /// <exception cref="ArgumentException">The shapes differ, or there is none.</exception>
    public static Tensor MeanOfLogits(params Tensor[] logits) => Stacked(logits).mean([0]);

    /// <summary>The mean of the probabilities that logits stand for, as logits: log(mean(softmax(l))).</summary>
    /// <param name="logits">Logits (B, C, ...) of one shape; at least one.</param>
    /// <exception cref="ArgumentException">The shapes differ, or there is none.</exception>
    public static Tensor MeanOfProbabilities(params Tensor[] logits)
    {
        var logarithms = nn.functional.log_softmax(Stacked(logits), 2);
        using Scalar minusCount = -Math.Log(logits.Length);
        return logarithms.logsumexp(0).add(minusCount, Kd.Losses.Scalars.One);
    }

    private static Tensor Stacked(Tensor[] logits)
    {
        if (logits.Length == 0 || Array.Exists(logits, l => !l.shape.AsSpan().SequenceEqual(logits[0].shape)))
        {
            var shapes = string.Join(", ", logits.Select(l => $"({string.Join(", ", l.shape)})"));
            throw new ArgumentException($"An ensemble is of models that give tensors of one shape, but got {(shapes.Length == 0 ? "none" : shapes)}.", nameof(logits));
        }

        return stack(logits);
    }
}
