using Kd.Data;
using Kd.Metrics;
using Kd.Training;
using static TorchSharp.torch;

namespace Kd.Reporting;

/// <summary>Listens to evaluations that are made anyway, and keeps what classifiers say in them.</summary>
internal sealed class PredictionLog
{
    private Predictions? _current;

    /// <summary>Listens to an evaluation.</summary>
    /// <param name="evaluate">Evaluates a model.</param>
    /// <returns>What that gives, and what the model said; nothing if it is no classifier whose metric is the accuracy.</returns>
    public (Evaluation Evaluation, Predictions? Predictions) Record(Func<Evaluation> evaluate)
    {
        _current = new();
        try
        {
            var evaluation = evaluate();
            return (evaluation, _current.Samples.Count > 0 ? _current : null);
        }
        finally
        {
            _current = null;
        }
    }

    /// <summary>Listens to a metric while it takes a batch.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="batch">The batch.</param>
    public void Listen<TBatch>(Metric metric, TBatch batch)
        where TBatch : IBatch<TBatch>
    {
        if (_current is { } current && metric is Accuracy accuracy)
        {
            accuracy.Seen = (Tensor predictions, Tensor labels) => current.Add(batch.SampleIds, predictions, labels);
        }
    }
}
