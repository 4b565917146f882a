using System.Text.Json;

namespace Kd.Metrics;

/// <summary>
/// The base of every metric: how good a model is on a part of the data, gathered batch by batch. A new one is made for each
/// evaluation.
/// </summary>
/// <remarks>
/// A metric has one public <c>void Update(...)</c>, whose parameters are taken, by name, from: <c>Tensor predictions</c> (what the
/// model returns), <c>Tensor labels</c>, <c>Tensor mask</c> and <c>Tensor sampleIds</c> (those of the batch). It is called in a
/// dispose scope without gradients: what it keeps are numbers, or tensors that it detaches from the scope.
/// </remarks>
/// <example>
/// <code>
/// public sealed class MeanAbsoluteError : Metric
/// {
///     private double _sum, _count;
///
///     public override bool HigherIsBetter => false;
///
///     public void Update(Tensor predictions, Tensor labels)
///     {
///         _sum += (predictions - labels).abs().sum().ToDouble();
///         _count += labels.numel();
///     }
///
///     public override double Compute() => _sum / _count;
/// }
/// </code>
/// </example>
public abstract class Metric
{
    /// <summary>The name in logs and results: the class's, in camel case.</summary>
    public string Name => JsonNamingPolicy.CamelCase.ConvertName(GetType().Name);

    /// <summary>Whether a model with a higher value is the better one. True unless overridden.</summary>
    public virtual bool HigherIsBetter => true;

    /// <summary>The value over all batches. NaN where it is not defined, which is worse than any number.</summary>
    public abstract double Compute();
}
