using System.Text.RegularExpressions;

namespace Kd.Checking;

/// <summary>A place that a term reads, by the name of its model in the run.</summary>
/// <param name="Model">The model's number, in the order in which a run takes models.</param>
/// <param name="Actor">The model's name in the run.</param>
/// <param name="Id">The name of the place; <c>logits</c> for the output.</param>
/// <param name="Member">Where it is, as in <c>body</c> or <c>backbone/layer4.1</c>.</param>
internal sealed record DeclaredPlace(int Model, string Actor, string Id, string Member)
{
    /// <summary>Whether it is the model's output.</summary>
    public bool IsLogits => Id == "logits" && Member == "logits";
}

/// <summary>
/// A term with the places that it reads, as the declaration of its stage (<see cref="Training.DistillStageAttribute.Declaration"/>) has them:
/// <c>guided.late=global::Kd.GuidedAttribute("late") student.late:body teacher.late:body</c>.
/// </summary>
/// <param name="Name">The term's name.</param>
/// <param name="Places">The places: the student's, then those that they are compared with.</param>
/// <param name="Features">The same of the features of a loss that tells them from the logits.</param>
internal sealed partial record DeclaredTerm(string Name, IReadOnlyList<DeclaredPlace> Places, IReadOnlyList<DeclaredPlace> Features)
{
    /// <summary>The terms of a declaration, in its order.</summary>
    public static IReadOnlyList<DeclaredTerm> In(string declaration)
    {
        var parts = declaration.Split("; ");
        List<string> actors = [.. Actor().Matches(parts[0]).Select(match => match.Groups[1].Value)];
        return
        [
            .. from part in parts.Skip(1)
               let term = Term().Match(part)
               where term.Success
               select new DeclaredTerm(term.Groups[1].Value, Read(term.Groups[2].Value, actors), Read(term.Groups[3].Value, actors)),
        ];
    }

    /// <summary>The places that are compared.</summary>
    public IEnumerable<(DeclaredPlace Student, DeclaredPlace Teacher)> Pairs() => Pairs(Places).Concat(Pairs(Features));

    // Of two halves the first with the first, and so on; where one follows several, it with each.
    private static IEnumerable<(DeclaredPlace Student, DeclaredPlace Teacher)> Pairs(IReadOnlyList<DeclaredPlace> places)
    {
        var half = places.Count / 2;
        return places.Count > 0 && places.Count % 2 == 0 && places[0].Actor == places[half - 1].Actor
            ? Enumerable.Range(0, half).Select(i => (places[i], places[half + i]))
            : places.Skip(1).Select(place => (places[0], place));
    }

    private static List<DeclaredPlace> Read(string places, List<string> actors) =>
        [.. Place().Matches(places).Select(match => match.Groups).Select(place => new DeclaredPlace(actors.IndexOf(place[1].Value), place[1].Value, place[2].Value, place[3].Value))];

    private const string OnePlace = @" \w+\.[^\s:]+:[^\s(]+(?:\(input \d+\))?";

    [GeneratedRegex(@" (\w+): (?:Learner|Frozen|Averaged) ")]
    private static partial Regex Actor();

    [GeneratedRegex($@"^([\w.]+)=.*?((?:{OnePlace})+)(?: features((?:{OnePlace})+))?$", RegexOptions.Singleline)]
    private static partial Regex Term();

    [GeneratedRegex(@" (\w+)\.([^\s:]+):([^\s(]+(?:\(input \d+\))?)")]
    private static partial Regex Place();
}
