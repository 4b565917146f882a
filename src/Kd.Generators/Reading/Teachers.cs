using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Kd.Shared;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Whom a learner follows: finds the place in a teacher that a word means.</summary>
/// <param name="Learner">The learner's name in the run.</param>
/// <param name="Student">Its class.</param>
/// <param name="All">Its teachers; none if it follows itself.</param>
internal sealed record Teachers(string Learner, INamedTypeSymbol Student, IReadOnlyList<TeacherSymbol> All)
{
    /// <summary>The names of the other learners of a group; none for a learner alone.</summary>
    public IReadOnlyList<string> Group { get; init; } = [];

    /// <summary>Whether the student's own hints are what it follows.</summary>
    public bool IsOwn => All.Count == 0;

    /// <summary>The teachers that a word is about: the one that it names, or all.</summary>
    /// <returns>Nothing if it names another.</returns>
    public IReadOnlyList<TeacherSymbol>? Of(AttributeData attribute, Problems problems)
    {
        if (attribute.Named("Teacher") is not INamedTypeSymbol named)
        {
            return All;
        }

        var meant = All.Where(t => SymbolEqualityComparer.Default.Equals(t.Type, named)).ToList();
        if (meant.Count > 0)
        {
            return meant;
        }

        problems.Add(
            Descriptors.UnknownTeacher, attribute, named.Name, Student.Name,
            IsOwn ? "no other model teaches it" : $"its teachers are {string.Join(", ", All.Select(t => t.Type.Name).Distinct())}");
        return null;
    }

    /// <summary>The places that have a hint.</summary>
    /// <param name="attribute">The word that names it.</param>
    /// <param name="hint">Its id.</param>
    /// <param name="takesAll">Whether the word takes those of several teachers.</param>
    /// <param name="problems">Hears of a hint that several teachers have, or of a teacher that there is not.</param>
    /// <returns>No place if no teacher has it; nothing if a problem was told.</returns>
    public IReadOnlyList<PlaceRef>? Find(AttributeData attribute, string hint, bool takesAll, Problems problems)
    {
        if (hint == PlaceRef.Logits && IsOwn)
        {
            return [new(Learner, hint)];
        }

        if (Of(attribute, problems) is not { } teachers)
        {
            return null;
        }

        if (IsOwn)
        {
            return OwnHints.Contains(hint) ? [new(Learner, hint)] : [];
        }

        var having = teachers.Where(t => hint == PlaceRef.Logits || t.Hints.Contains(hint)).ToList();
        if (having.Count > 1 && !takesAll)
        {
            var names = string.Join(" and ", having.Select(t => t.Type.Name));
            problems.AddUnknown(Descriptors.AmbiguousTeacher, attribute, hint, string.Join(" ", having.Select(t => t.Type.FullName())), hint, names);
            return null;
        }

        return [.. having.Select(t => new PlaceRef(t.Actor.Name, hint))];
    }

    /// <summary>Tells that no teacher has a hint.</summary>
    public void AddUnknown(AttributeData attribute, string hint, Problems problems, string? advice = null)
    {
        var lacking = IsOwn ? [(Student.Name, Hints: OwnHints)] : (Of(attribute, Problems.Ignored) ?? All).Select(t => (t.Type.Name, t.Hints)).ToList();
        var (name, hints) = lacking.Find(t => NearestName.Find(hint, t.Hints) is not null) is { Name: not null } near ? near : lacking[0];
        problems.AddUnknown(
            Descriptors.UnknownHint, attribute, hint, advice is null ? NearestName.Find(hint, hints) : null, name, hint, advice ?? Names.Suggestion(hint, hints));
    }

    private IReadOnlyList<string> OwnHints => TeacherSymbol.HintsOf(Student, withPlaces: false);
}

/// <summary>A model that a learner follows.</summary>
/// <param name="Actor">What it is in the run.</param>
/// <param name="Type">Its class.</param>
/// <param name="Hints">The ids that a word may name.</param>
internal sealed record TeacherSymbol(ActorSpec Actor, INamedTypeSymbol Type, IReadOnlyList<string> Hints)
{
    /// <summary>The ids of a class's hints.</summary>
    /// <param name="type">The class.</param>
    /// <param name="withPlaces">Whether the places of its own words count too.</param>
    public static IReadOnlyList<string> HintsOf(INamedTypeSymbol type, bool withPlaces) =>
        [.. PlaceReader.Attributes(type).Where(p => p.IsHint || withPlaces).Select(p => p.Id).Distinct()];
}
