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
internal sealed partial record DeclaredTerm(string Name, IReadOnlyList<DeclaredPlace> Places)
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
               select new DeclaredTerm(term.Groups[1].Value, [.. Place().Matches(term.Groups[2].Value).Select(match => Read(match.Groups, actors))]),
        ];
    }

    /// <summary>The places that are compared: with halves of one length the first of each, and so on; else the first with each other.</summary>
    public IEnumerable<(DeclaredPlace Student, DeclaredPlace Teacher)> Pairs()
    {
        var (count, half) = (Places.Count, Places.Count / 2);
        if (count > 2 && count % 2 == 0 && Places[1].Actor != Places[0].Actor && Places[2].Actor == Places[0].Actor)
        {
            // Logits of both, and then features of both.
            return Enumerable.Range(0, half).Select(i => (Places[2 * i], Places[2 * i + 1]));
        }

        return count > 0 && count % 2 == 0 && Places[0].Actor == Places[half - 1].Actor
            ? Enumerable.Range(0, half).Select(i => (Places[i], Places[half + i]))
            : Places.Skip(1).Select(place => (Places[0], place));
    }

    private static DeclaredPlace Read(GroupCollection place, List<string> actors) =>
        new(actors.IndexOf(place[1].Value), place[1].Value, place[2].Value, place[3].Value);

    [GeneratedRegex(@" (\w+): (?:Learner|Frozen|Averaged) ")]
    private static partial Regex Actor();

    [GeneratedRegex(@"^([\w.]+)=.*?((?: \w+\.[^\s:]+:[^\s(]+(?:\(input \d+\))?)+)$", RegexOptions.Singleline)]
    private static partial Regex Term();

    [GeneratedRegex(@" (\w+)\.([^\s:]+):([^\s(]+(?:\(input \d+\))?)")]
    private static partial Regex Place();
}
