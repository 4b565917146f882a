namespace Kd.Shared;

/// <summary>Guesses which name was meant. Compiled into the generator, the tasks and the runtime, which cannot refer to each other.</summary>
internal static class NearestName
{
    /// <summary>A hint to append to a message, or nothing when no candidate is near.</summary>
    public static string Hint(string name, IEnumerable<string> candidates)
    {
        var nearest = Find(name, candidates);
        return nearest is null ? "" : $" Did you mean '{nearest}'?";
    }

    /// <summary>The candidate that takes the fewest edits, if these are at most half of its letters.</summary>
    public static string? Find(string name, IEnumerable<string> candidates) =>
        candidates.Select(candidate => (Name: candidate, Edits: Distance(name, candidate)))
            .Where(c => c.Edits <= Math.Max(2, c.Name.Length / 2))
            .OrderBy(c => c.Edits).ThenBy(c => c.Name, StringComparer.Ordinal)
            .Select(c => c.Name).FirstOrDefault();

    /// <summary>How many letters have to be put in, taken out or changed, in whatever case (Levenshtein, 1965).</summary>
    public static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                var substituted = diagonal + (same ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
