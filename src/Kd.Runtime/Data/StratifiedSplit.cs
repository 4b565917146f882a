namespace Kd.Data;

/// <summary>Splits samples so that each class has its share in each part.</summary>
internal static class StratifiedSplit
{
    /// <summary>The numbers of the samples of each part, rising; the last part gets what the shares leave.</summary>
    public static long[][] Of(long[] labels, double[] shares, int seed)
    {
        // Each class is shuffled by a generator of its own, so that a class more does not move the samples of the others.
        var parts = Enumerable.Range(0, shares.Length + 1).Select(_ => new List<long>()).ToArray();
        foreach (var group in labels.Select((label, index) => (label, index: (long)index)).GroupBy(x => x.label).OrderBy(g => g.Key))
        {
            var members = group.Select(x => x.index).ToArray();
            new Random(HashCodeOf(seed, group.Key)).Shuffle(members);
            int begin = 0;
            double share = 0;
            for (var part = 0; part < parts.Length; part++)
            {
                share = part < shares.Length ? share + shares[part] : 1;
                var end = (int)Math.Round(share * members.Length);
                parts[part].AddRange(members[begin..end]);
                begin = end;
            }
        }

        return [.. parts.Select(part => part.Order().ToArray())];
    }

    // Not HashCode.Combine, which differs from process to process.
    private static int HashCodeOf(int seed, long label) => unchecked((int)(((uint)seed * 2654435761u) ^ (ulong)(label * 40503)));
}
