using Kd.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>How good a model is on a part of the data.</summary>
/// <param name="Accuracy">The part of the samples whose largest logit is that of their label.</param>
/// <param name="Loss">The mean cross-entropy.</param>
public readonly record struct Evaluation(double Accuracy, double Loss)
{
    private const long BatchSize = 256;

    /// <summary>Whether these are the weights to keep, of two epochs.</summary>
    internal bool IsBetterThan(Evaluation other) =>
        Accuracy > other.Accuracy || (Accuracy == other.Accuracy && Loss < other.Loss);

    /// <summary>Evaluates a model without gradients.</summary>
    /// <param name="data">The samples; at least one.</param>
    /// <param name="device">Where the model is.</param>
    /// <param name="predict">Logits (B, C) and labels (B) of a batch. The model is in evaluation mode.</param>
    public static Evaluation Of<TBatch>(Dataset<TBatch> data, Device device, Func<TBatch, (Tensor Logits, Tensor Labels)> predict)
        where TBatch : IBatch<TBatch>
    {
        ArgumentOutOfRangeException.ThrowIfZero(data.Count);
        using var gradients = no_grad();
        double right = 0, loss = 0;
        for (long begin = 0; begin < data.Count; begin += BatchSize)
        {
            using var scope = NewDisposeScope();
            var indices = arange(begin, Math.Min(begin + BatchSize, data.Count), ScalarType.Int64, CPU);
            var (logits, labels) = predict(data.Read(indices).Map(tensor => tensor.to(device)));
            right += logits.argmax(1).eq(labels).sum().ToInt64();
            loss += nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.Sum).ToDouble();
        }

        return new(right / data.Count, loss / data.Count);
    }
}
