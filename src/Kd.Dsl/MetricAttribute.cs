namespace Kd;

/// <summary>
/// How good a model is: what chooses the epoch that is kept, and what is reported of teacher, baseline and student.
/// </summary>
/// <remarks>Without this word it is the accuracy. A student without one takes its teacher's.</remarks>
/// <typeparam name="TMetric">A <c>Kd.Metrics.Metric</c> with a constructor without parameters.</typeparam>
/// <example><code>[Metric&lt;MeanAbsoluteError&gt;]</code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MetricAttribute<TMetric> : Attribute
    where TMetric : class;
