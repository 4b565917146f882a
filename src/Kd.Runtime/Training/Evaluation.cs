using Kd.Data;
using Kd.Metrics;
using Kd.Resuming;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>How good a model is on a part of the data.</summary>
/// <param name="Metric">The metric's name.</param>
/// <param name="Value">The metric's value.</param>
/// <param name="Loss">The mean task loss.</param>
public readonly record struct Evaluation(string Metric, double Value, double Loss)
{
    private const long BatchSize = 256;

    private bool HigherIsBetter { get; init; }

    /// <summary>Whether these are the weights to keep, of two epochs.</summary>
    internal bool IsBetterThan(Evaluation other)
    {
        if (double.IsNaN(Value) || double.IsNaN(other.Value))
        {
            return !double.IsNaN(Value);
        }

        return Value == other.Value ? Loss < other.Loss : Value > other.Value == HigherIsBetter;
    }

    /// <summary>Stores it, or gives the stored one.</summary>
    internal Evaluation Visit(RunState state, string name) =>
        new(state.Text($"{name}.metric", Metric ?? ""), state.Number($"{name}.value", Value), state.Number($"{name}.loss", Loss))
        {
            HigherIsBetter = state.Number($"{name}.higherIsBetter", HigherIsBetter ? 1L : 0) == 1,
        };

    /// <summary>Evaluates a model without gradients.</summary>
    /// <param name="data">The samples; at least one.</param>
    /// <param name="device">Where the model is.</param>
    /// <param name="metric">A new metric.</param>
    /// <param name="update">Adds a batch to the metric and gives its mean task loss. The model is in evaluation mode.</param>
    public static Evaluation Of<TBatch>(Dataset<TBatch> data, Device device, Metric metric, Func<TBatch, Tensor> update)
        where TBatch : IBatch<TBatch>
    {
        ArgumentOutOfRangeException.ThrowIfZero(data.Count);
        using var gradients = no_grad();
        double loss = 0;
        for (long begin = 0; begin < data.Count; begin += BatchSize)
        {
            using var scope = NewDisposeScope();
            var end = Math.Min(begin + BatchSize, data.Count);
            var batch = data.Read(arange(begin, end, ScalarType.Int64, CPU)).Map(tensor => tensor.to(device));
            loss += update(batch).ToDouble() * (end - begin);
        }

        return new(metric.Name, metric.Compute(), loss / data.Count) { HigherIsBetter = metric.HigherIsBetter };
    }
}
