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
        code.Line("[assembly: global::Kd.Training.Stage(");
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
                code.Line($"Weights = {SymbolDisplay.FormatLiteral(weights, quote: true)})]");
            }
        }

        code.Line();
    }

    private static IEnumerable<string> Reads(RunSpec run, DataSpec data)
    {
        var words = run.Terms.Select(t => t.Word).Concat(new[] { run.Optimizer, run.Schedule }.OfType<WordSpec>());
        return new[] { run.Model.FullName, data.Type }
            .Concat(words.Where(w => w.IsOwn).SelectMany(w => new[] { w.AttributeType, w.ClassType }))
            .Distinct();
    }

    /// <summary>All that the declaration says about the run, and nothing that it says about others.</summary>
    private static string Declaration(RunSpec run, string[] inputs)
    {
        var text = new StringBuilder($"{run.Kind} forward({string.Join(",", inputs)}) Train{run.Train}");
        foreach (var word in new[] { run.Optimizer, run.Schedule })
        {
            text.Append(word is null ? "" : $" {word.AttributeType}{word.Arguments}");
        }

        foreach (var term in run.Terms)
        {
            text.Append($"; {term.Word.Path}={term.Word.AttributeType}{term.Word.Arguments}");
            foreach (var id in term.Places)
            {
                text.Append($" {id}:{MemberOf(run.Model, id)}<-{(run.Teacher is { } teacher ? MemberOf(teacher, id) : "")}");
            }
        }

        return text.ToString();
    }

    private static string MemberOf(ModelSpec model, string id) => model.Places.FirstOrDefault(p => p.Id == id)?.Member ?? id;
}
