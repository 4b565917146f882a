using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads by what a model is judged: its own task loss and metric, else its teacher's, else cross-entropy and accuracy.</summary>
internal sealed class JudgeReader(Compilation compilation, Problems problems)
{
    // A task that is the whole loss has weight 1.
    private static readonly string[] _weights = ["Weight", "WarmUpEpochs", "WarmUp", "EndWeight", "Stage"];

    private static readonly ArgumentSpec _output = new(ArgumentSource.Student, IsArray: false);

    private static readonly ArgumentSpec _labels = new(ArgumentSource.Labels, IsArray: false);

    private static readonly WordSpec _accuracy = new(
        "metric", "Metric", "[Metric<Accuracy>]", "", "", "", "global::Kd.Metrics.Accuracy", default, default, IsOwn: false);

    /// <summary><c>[TaskLoss]</c>, as it is where nothing else is declared.</summary>
    public static readonly TermSpec DefaultTask = new(
        new(
            "taskLoss", "TaskLoss", "[TaskLoss]", "global::Kd.TaskLossAttribute", "global::Kd.TaskLossAttribute", "()", "global::Kd.Losses.TaskLoss",
            EquatableArray.From([new HyperParameterSpec("", "Weight", "global::Kd.KnowledgeAttribute", "double", IsPublic: true, ValueKind.Double)]), default, IsOwn: false),
        null, default, default, default, default, EquatableArray.From([_output, _labels]), false);

    /// <summary>Whether a term is the task itself.</summary>
    public static bool IsTask(AttributeData term) => IsTask(term.AttributeClass);

    /// <summary>Whether a word is.</summary>
    public static bool IsTask(INamedTypeSymbol? word) => word.DerivesFromKd("TaskLossAttribute");

    /// <summary>Reads it.</summary>
    /// <param name="type">The model.</param>
    /// <param name="teacher">The teacher that it learns from, if it has one.</param>
    /// <returns>Nothing if it is declared wrongly.</returns>
    public JudgeSpec? Read(INamedTypeSymbol type, INamedTypeSymbol? teacher)
    {
        var task = Task(type, teacher);
        var (metric, arguments) = Metric(type, problems) ?? (teacher is null ? null : Metric(teacher, Problems.Ignored))
            ?? (_accuracy, EquatableArray.From([_output, _labels]));
        return task is null || metric is null || arguments is null ? null : new(task, metric, arguments.Value);
    }

    // What is wrong with a task loss is told where the terms are read.
    private TermSpec? Task(INamedTypeSymbol type, INamedTypeSymbol? teacher)
    {
        var owner = new[] { type, teacher }.FirstOrDefault(t => t is not null && t.GetAttributes().Any(IsTask));
        if (owner?.GetAttributes().First(IsTask) is not { } attribute)
        {
            return DefaultTask;
        }

        var terms = new TermReader(new(compilation, Problems.Ignored), Problems.Ignored).Read(owner, [(owner, attribute)], new Teachers("model", owner, []), new(owner, []));
        return terms is [var (read, _)]
            ? read with
            {
                Word = read.Word with
                {
                    Source = AttributeText.Source(attribute, _weights),
                    Arguments = AttributeText.Arguments(attribute, _weights),
                    Parameters = EquatableArray.From(read.Word.Parameters.Where(p => p.Property == "Weight" || !_weights.Contains(p.Property))),
                },
            }
            : null;
    }

    private (WordSpec? Word, EquatableArray<ArgumentSpec>? Arguments)? Metric(INamedTypeSymbol type, Problems heard)
    {
        if (type.FindKdAttribute("MetricAttribute") is not { } attribute)
        {
            return null;
        }

        var word = new WordReader(compilation, heard).Read(attribute, WordRole.Metric, "metric", "Metric", out var kind);
        return (word, word is null ? null : new SignatureReader(heard).Update(attribute, kind.Class!));
    }
}
