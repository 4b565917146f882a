namespace Kd.Generators.Models;

/// <summary>How a model is judged on validation and test part.</summary>
/// <param name="Task">The task loss.</param>
/// <param name="Metric">The metric.</param>
/// <param name="MetricArguments">What the metric's <c>Update</c> takes, in order; <see cref="ArgumentSource.Student"/> is the prediction.</param>
internal sealed record JudgeSpec(TermSpec Task, WordSpec Metric, EquatableArray<ArgumentSpec> MetricArguments);
