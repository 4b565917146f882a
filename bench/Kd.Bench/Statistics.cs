namespace Kd.Bench;

/// <summary>What a column of a table says of several runs.</summary>
internal static class Statistics
{
    // Student's t at 97.5 % for 1, 2, ... degrees of freedom.
    private static readonly double[] _quantiles =
        [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086];

    /// <summary>Mean and sample standard deviation, in percent.</summary>
    public static string MeanAndDeviation(IReadOnlyCollection<double> values) => $"{100 * values.Average():F2} ± {100 * Deviation(values):F2}";

    /// <summary>The middle value, or the mean of the two.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    /// <summary>
    /// The geometric mean of the ratios of values that were measured in the same rounds, and its 95 % interval, by Student's t of
    /// the logarithms' differences.
    /// </summary>
    public static string PairedRatio(IReadOnlyList<double> values, IReadOnlyList<double> references)
    {
        double[] logarithms = [.. values.Zip(references, (value, reference) => Math.Log(value / reference))];
        var mean = logarithms.Average();
        if (logarithms.All(l => l == 0))
        {
            return "1";
        }

        if (logarithms.Length < 2)
        {
            return $"{Math.Exp(mean):F3}";
        }

        var half = _quantiles[Math.Min(logarithms.Length - 1, _quantiles.Length) - 1] * Deviation(logarithms) / Math.Sqrt(logarithms.Length);
        return $"{Math.Exp(mean):F3} ({Math.Exp(mean - half):F3} – {Math.Exp(mean + half):F3})";
    }

    private static double Deviation(IReadOnlyCollection<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }
}
