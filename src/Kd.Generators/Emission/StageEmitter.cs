using System.Text;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis.CSharp;

namespace Kd.Generators.Emission;

/// <summary>Writes the attribute by which <c>Distill</c> knows a run as a stage of the graph.</summary>
internal static class StageEmitter
{
    public static void Emit(CodeWriter code, RunSpec run, DataSpec data, string fullClassName, IReadOnlyDictionary<string, string[]> inputs)
    {
        var after = run.Teachers.Where(t => t.Kind == ActorKind.Frozen).Select(t => t.Stage).Concat(new[] { run.Before }.OfType<string>()).Distinct();
        code.Line("[assembly: global::Kd.Training.DistillStage(");
        using (code.Indent())
        {
            code.Line($"\"{run.Stage}\", global::Kd.Training.StageRole.{run.Kind}, typeof({fullClassName}),");
            code.Line($"After = new string[] {{ {string.Join(", ", after.Select(Text))} }},");
            code.Line($"Reads = new global::System.Type[] {{ {string.Join(", ", Reads(run, data).Select(t => $"typeof({t})"))} }},");
            if (run.Student is { } student)
            {
                code.Line($"Student = {Text(student)},");
            }

            if (run.IsGroup)
            {
                code.Line($"Models = new string[] {{ {string.Join(", ", run.Learners.Select(l => Text(l.Actor.Stage)))} }},");
            }

            code.Line($"Declaration = {Text(Declaration(run, inputs))},");
            var end = run.Weights is null ? ")]" : ",";
            code.Line($"Settings = new string[] {{ {string.Join(", ", OptionsEmitter.Settings(run).Select(s => $"\"{s}\""))} }}{end}");
            if (run.Weights is { } weights)
            {
                code.Line($"Weights = {Text(weights)}{(run.IsScript ? ", IsScript = true" : "")})]");
            }
        }

        code.Line();
    }

    private static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    private static IEnumerable<string> Reads(RunSpec run, DataSpec data)
    {
        var words = run.Words.Concat(run.Learners.SelectMany(l => new[] { l.Judge.Task.Word, l.Judge.Metric })).Where(w => w.IsOwn);
        return run.Learners.Select(l => l.Actor.Model.FullName).Append(data.Type).Concat(words.SelectMany(w => new[] { w.AttributeType, w.ClassType })).Distinct();
    }

    /// <summary>All that the declaration says about the run, and nothing that it says about others.</summary>
    private static string Declaration(RunSpec run, IReadOnlyDictionary<string, string[]> inputs)
    {
        var text = new StringBuilder(4096).Add($"{run.Kind}{(run.Generation > 0 ? $" {run.Generation}" : "")} Train{run.Train}{(run.Epochs is { } epochs ? $" epochs {epochs}" : "")}");
        foreach (var actor in run.Actors)
        {
            text.Add($" {actor.Name}: {actor.Kind} {actor.Stage}{(actor.Epoch is { } epoch ? $"@{epoch}" : "")} forward({string.Join(",", inputs[actor.Name])}){actor.Model.Logits}");
        }

        text.Append(run.ToldStage is { } stage ? $" stage {stage}" : "");
        text.Append(run.IsContinued ? " keeps parts" : "").Append(run.JudgesEnsemble ? " ensemble" : "").Append(run.Batches is { } batches ? $" batches {batches}" : "");
        text.Append(run.TeacherCache is { } cache ? $" cache{cache.Arguments}" : "");
        text.Append(run.Checkpoints.Count > 0 ? $" checkpoints {string.Join(",", run.Checkpoints)}" : "");
        foreach (var learner in run.Learners)
        {
            Learner(text, run, learner);
        }

        return text.ToString();
    }

    private static void Learner(StringBuilder text, RunSpec run, LearnerSpec learner)
    {
        text.Add($"; {learner.Actor.Name} learns");
        foreach (var word in new[] { learner.Optimizer, learner.Schedule, learner.EarlyStopping, run.MeanTeacher })
        {
            text.Append(word is null ? "" : " ").Append(word?.AttributeType).Append(word?.Arguments);
        }

        text.Append(learner.LearnsWeights ? " UncertaintyWeighting" : "");
        text.Append(learner.Frozen.Count > 0 ? $" without {string.Join(",", learner.Frozen)}" : "");
        text.Add($" judged by {learner.Judge.Task.Word.AttributeType}{learner.Judge.Task.Word.Arguments} {learner.Judge.Metric.ClassType}");
        foreach (var term in learner.Terms)
        {
            text.Add($"; {term.Word.Path}={term.Word.AttributeType}{term.Word.Arguments}");
            Places(term.Student.Concat(term.Teacher));
            if (term.Features.Concat(term.TeacherFeatures).ToList() is { Count: > 0 } features)
            {
                text.Append(" features");
                Places(features);
            }
        }

        void Places(IEnumerable<PlaceRef> places)
        {
            foreach (var place in places)
            {
                text.Add($" {place.Actor}.{place.Id}:{PlaceIn(run.Actors.First(a => a.Name == place.Actor).Model, place.Id)}");
            }
        }
    }

    private static string PlaceIn(ModelSpec model, string id) =>
        model.Places.FirstOrDefault(p => p.Id == id) is { } place ? place.Member + Where(place.Tap) : id;

    private static string Where(TapSpec tap) => (tap.Path is null ? "" : "/" + tap.Path) + (tap.Input is { } input ? $"(input {input})" : tap.Selector);
}
