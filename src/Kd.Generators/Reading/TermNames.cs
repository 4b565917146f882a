using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Sees that the terms of a class have names that differ from each other and from what generated code calls its own things.</summary>
internal sealed class TermNames
{
    // What the generated code calls its own things.
    private static readonly string[] _taken =
    [
        "Total", "Names", "Values", "Losses", "Declared", "Train", "Run", "Batch", "BatchSize", "DataPath", "ImportedWeights",
        "StepContext", "ValidationLoss", "Uncertainty", "Ensemble", "EnsembleLogits",
        "Model", "ModelLogits", "Student", "StudentTaps", "StudentLogits", "Teacher", "TeacherTaps", "TeacherLogits",
    ];

    private readonly INamedTypeSymbol _model;
    private static readonly HashSet<string> _always = new(_taken.Concat(Names.OfObject), StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _ofClass;
    private readonly List<(TermSpec Term, string? Stage, List<string> Claims)> _before = [];

    /// <param name="model">The class.</param>
    /// <param name="actors">The names of the models in its runs.</param>
    public TermNames(INamedTypeSymbol model, IEnumerable<string> actors)
    {
        _model = model;
        var words = model.GetAttributes()
            .Where(a => a.AttributeClass.DerivesFromKd("OptimizerAttribute") || a.AttributeClass.DerivesFromKd("ScheduleAttribute") || a.AttributeClass.IsKd("EarlyStoppingAttribute"))
            .Select(a => Names.Pascal(a.Word()));
        var models = actors.Select(Names.Pascal).SelectMany(name => new[] { name, name + "Taps", name + "Logits" });
        _ofClass = new(words.Concat(models), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Takes terms.</summary>
    /// <returns>Whether each has a name of its own.</returns>
    public bool Add(IReadOnlyList<(TermSpec Term, AttributeData Attribute)> terms, Problems problems)
    {
        _ofClass.UnionWith(terms.SelectMany(t => t.Term.Places).Select(p => Names.Pascal(p.Actor) + Names.Pascal(p.Id)));
        return terms.Count(t => Add(t.Term, t.Attribute, problems)) == terms.Count;
    }

    // What a term claims begins with its identifier.
    private static bool Overlap((TermSpec Term, string? Stage, List<string> Claims) before, string identifier, List<string> claims) =>
        (identifier.StartsWith(before.Term.Word.Identifier, StringComparison.OrdinalIgnoreCase) || before.Term.Word.Identifier.StartsWith(identifier, StringComparison.OrdinalIgnoreCase))
        && before.Claims.Intersect(claims, StringComparer.OrdinalIgnoreCase).Any();

    private bool Add(TermSpec term, AttributeData attribute, Problems problems)
    {
        var word = term.Word;
        var stage = attribute.Named("Stage") as string;
        var claims = new List<string> { word.Identifier };
        claims.AddRange(word.Parameters.Select(p => word.Identifier + p.Property));
        claims.AddRange(term.Student.Concat(term.Teacher).Select(p => word.Identifier + Names.Pascal(p.Id) + "Adapter"));
        var together = _before.FindAll(b => stage is null || b.Stage is null || b.Stage == stage);
        if (!Names.IsUsable(word.Path))
        {
            // A default name that cannot be used comes from a place's id, and that is told where the place is.
            if (attribute.Named("Name") is string)
            {
                problems.Add(Descriptors.UnusableName, attribute, word.Path, "term", Names.Rule);
            }
        }
        else if (together.Find(b => string.Equals(b.Term.Word.Identifier, word.Identifier, StringComparison.OrdinalIgnoreCase)).Term is { } same)
        {
            // Two members with one place, and one place that follows two hints, are errors of their own.
            var (place, other) = (term.Pairs.FirstOrDefault(), same.Pairs.FirstOrDefault());
            var isToldAtPlace = term.Member is not null && place is not null && place.Student == other?.Student
                && (term.Member != same.Member || place.Teacher.Id != other.Teacher.Id);
            if (!isToldAtPlace)
            {
                problems.Add(Descriptors.DuplicateTerm, attribute, _model.Name, word.Path);
            }
        }
        else if (claims.Exists(c => _always.Contains(c) || _ofClass.Contains(c)) || together.Exists(b => Overlap(b, word.Identifier, claims)))
        {
            problems.Add(Descriptors.UnusableName, attribute, word.Path, "term", Names.Taken);
        }
        else
        {
            _before.Add((term, stage, claims));
            return true;
        }

        return false;
    }
}
