using System.Text;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis.CSharp;

namespace Kd.Generators.Emission;

/// <summary>Writes the attribute by which <c>Distill</c> knows a run as a stage of the graph.</summary>
internal static class StageEmitter
{
    public static void Emit(CodeWriter code, RunSpec run, DataSpec data, string fullClassName, string[] inputs)
    {
        var after = run.Teacher is { } teacher ? $"\"{teacher.Name}\"" : "";
        code.Line("[assembly: global::Kd.Training.DistillStage(");
        using (code.Indent())
        {
            code.Line($"\"{run.Stage}\", global::Kd.Training.StageRole.{run.Kind}, typeof({fullClassName}),");
            code.Line($"After = new string[] {{ {after} }},");
            code.Line($"Reads = new global::System.Type[] {{ {string.Join(", ", Reads(run, data).Select(t => $"typeof({t})"))} }},");
            code.Line($"Declaration = {SymbolDisplay.FormatLiteral(Declaration(run, inputs), quote: true)},");
            var end = run.Weights is null ? ")]" : ",";
            code.Line($"Settings = new string[] {{ {string.Join(", ", OptionsEmitter.Settings(run).Select(s => $"\"{s}\""))} }}{end}");
            if (run.Weights is { } weights)
            {
                code.Line($"Weights = {SymbolDisplay.FormatLiteral(weights, quote: true)}{(run.IsScript ? ", IsScript = true" : "")})]");
            }
        }

        code.Line();
    }

    private static IEnumerable<string> Reads(RunSpec run, DataSpec data)
    {
        return new[] { run.Model.FullName, data.Type }
            .Concat(run.Words.Concat(new[] { run.Judge.Task.Word, run.Judge.Metric }).Where(w => w.IsOwn).SelectMany(w => new[] { w.AttributeType, w.ClassType }))
            .Distinct();
    }

    /// <summary>All that the declaration says about the run, and nothing that it says about others.</summary>
    private static string Declaration(RunSpec run, string[] inputs)
    {
        var text = new StringBuilder($"{run.Kind} forward({string.Join(",", inputs)}){run.Model.Logits}{run.Teacher?.Logits} Train{run.Train}");
        foreach (var word in new[] { run.Optimizer, run.Schedule, run.EarlyStopping })
        {
            text.Append(word is null ? "" : $" {word.AttributeType}{word.Arguments}");
        }

        text.Append(run.LearnsWeights ? " UncertaintyWeighting" : "");
        text.Append($" judged by {run.Judge.Task.Word.AttributeType}{run.Judge.Task.Word.Arguments} {run.Judge.Metric.ClassType}");
        foreach (var term in run.Terms)
        {
            text.Append($"; {term.Word.Path}={term.Word.AttributeType}{term.Word.Arguments}");
            foreach (var place in term.Places)
            {
                text.Append($" {place.Id}:{PlaceIn(run.Model, place.Id)}<-{(run.Teacher is { } teacher ? PlaceIn(teacher, place.Hint) : "")}");
            }
        }

        return text.ToString();
    }

    private static string PlaceIn(ModelSpec model, string id) =>
        model.Places.FirstOrDefault(p => p.Id == id) is { } place ? place.Member + Where(place.Tap) : id;

    private static string Where(TapSpec tap) => (tap.Path is null ? "" : "/" + tap.Path) + (tap.Input is { } input ? $"(input {input})" : tap.Selector);
}
