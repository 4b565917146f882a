using Kd.Losses;
using Kd.Shared;
using static TorchSharp.torch;

namespace Kd.IO;

/// <summary>Relates the names of weights that a model has and a file lacks to those that only the file has.</summary>
internal static class WeightNames
{
    /// <summary>What TorchSharp puts into the name of a module that is an auto-property.</summary>
    public const string BackingField = "k__BackingField";

    // Of more names, or longer ones, no one reads a list.
    private const int MostNames = 500;
    private const int LongestName = 200;

    // Putting a whole part in or taking it out ("module.", "encoder.") is one mistake, however long the part.
    private const int MostPerPart = 3;

    /// <summary>Pairs each missing weight with the unexpected one that was probably meant, the most alike first.</summary>
    /// <param name="model">All names of the model.</param>
    /// <param name="missing">The weights that the file lacks.</param>
    /// <param name="unexpected">The weights that only the file has.</param>
    /// <returns>Unexpected names by missing names.</returns>
    public static Dictionary<string, string> Pair(
        IEnumerable<string> model, IEnumerable<KeyValuePair<string, Tensor>> missing, IEnumerable<KeyValuePair<string, Tensor>> unexpected)
    {
        var kinds = model.Select(name => Parts(name)[^1]).ToHashSet();
        List<Candidate> missed = Candidates(missing), others = Candidates(unexpected);
        var lonely = Lonely(missed).Intersect(Lonely(others)).ToHashSet();
        var pairs = new Dictionary<string, string>();
        var taken = new HashSet<string>();
        foreach (var near in missed.SelectMany(wanted => Near(wanted, others, kinds, lonely)).OrderByDescending(n => n.SameShape).ThenBy(n => n.Edits))
        {
            if (!pairs.ContainsKey(near.Wanted) && taken.Add(near.Found))
            {
                pairs.Add(near.Wanted, near.Found);
            }
        }

        return pairs;
    }

    /// <summary>What stands before all of some names, and without which more of them would be among the others.</summary>
    /// <returns>The prefix with its dot; nothing if there is no such prefix.</returns>
    public static string? Prefix(IReadOnlyCollection<string> names, IReadOnlyCollection<string> others)
    {
        var first = names.FirstOrDefault() ?? "";
        var known = others.ToHashSet();
        string? best = null;
        var most = names.Count(known.Contains);
        for (var dot = first.IndexOf('.'); dot >= 0 && dot < LongestName; dot = first.IndexOf('.', dot + 1))
        {
            var prefix = first[..(dot + 1)];
            if (!names.All(name => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                break;
            }

            var fitting = names.Count(name => known.Contains(name[prefix.Length..]));
            (best, most) = fitting > most ? (prefix, fitting) : (best, most);
        }

        return best;
    }

    /// <summary>A part of a name, of an auto-property the property's own.</summary>
    public static string WithoutBackingField(string part) =>
        part.EndsWith('>' + BackingField, StringComparison.Ordinal) ? part[1..^(BackingField.Length + 1)] : part;

    private static List<Candidate> Candidates(IEnumerable<KeyValuePair<string, Tensor>> weights) =>
        [.. weights.Where(w => w.Key.Length <= LongestName).Take(MostNames).Select(w => new Candidate(w.Key, Parts(w.Key), Shapes.Text(w.Value)))];

    /// <summary>The shapes and last parts that one weight alone has: where one is missing and one is unexpected, whatever their names are.</summary>
    private static IEnumerable<(string Shape, string Last)> Lonely(List<Candidate> weights) =>
        weights.GroupBy(w => (w.Shape, w.Last)).Where(group => group.Count() == 1).Select(group => group.Key);

    private static IEnumerable<(string Wanted, string Found, bool SameShape, int Edits)> Near(
        Candidate wanted, List<Candidate> others, HashSet<string> kinds, HashSet<(string Shape, string Last)> lonely) =>
        from found in others

        // A weight is no misspelt bias: a last part that the model has itself means what it says.
        where found.Last == wanted.Last || !kinds.Contains(found.Last)
        let sameShape = found.Shape == wanted.Shape
        let alone = sameShape && found.Last == wanted.Last && lonely.Contains((wanted.Shape, wanted.Last))
        let most = alone ? int.MaxValue : sameShape ? Math.Max(2, wanted.Parts.Sum(part => part.Length) / 2) : 2
        let edits = Edits(wanted.Parts, found.Parts)
        where edits <= most
        select (wanted.Name, found.Name, sameShape, edits);

    /// <summary>The edits from one dotted name to another, part by part.</summary>
    private static int Edits(ReadOnlySpan<string> a, ReadOnlySpan<string> b)
    {
        // Names of one model mostly begin and end alike, and what is alike needs no edits.
        while (a.Length > 0 && b.Length > 0 && a[0] == b[0])
        {
            a = a[1..];
            b = b[1..];
        }

        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }

        var row = new int[b.Length + 1];
        for (var j = 1; j <= b.Length; j++)
        {
            row[j] = row[j - 1] + PartCost(b[j - 1]);
        }

        foreach (var part in a)
        {
            var diagonal = row[0];
            row[0] += PartCost(part);
            for (var j = 1; j <= b.Length; j++)
            {
                var changed = diagonal + (part == b[j - 1] ? 0 : NearestName.Distance(part, b[j - 1]));
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j] + PartCost(part), row[j - 1] + PartCost(b[j - 1])));
            }
        }

        return row[^1];
    }

    private static int PartCost(string part) => Math.Min(part.Length, MostPerPart);

    private static string[] Parts(string name) =>
        [.. name.Split('.').Select(WithoutBackingField)];

    private sealed record Candidate(string Name, string[] Parts, string Shape)
    {
        public string Last => Parts[^1];
    }
}
