namespace Kd.Bench;

/// <summary>What a column of a table says of several runs.</summary>
internal static class Statistics
{
    /// <summary>Mean and sample standard deviation, in percent.</summary>
    public static string MeanAndDeviation(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
        return $"{100 * mean:F2} ± {100 * deviation:F2}";
    }
}
