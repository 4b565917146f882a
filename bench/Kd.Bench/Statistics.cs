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
    public static double Median(IReadOnlyCollection<double> values) => Quantile(values, 0.5);

    /// <summary>The value that a part of the others lies below, between two of them in proportion.</summary>
    /// <param name="values">At least one value.</param>
    /// <param name="part">From 0 to 1.</param>
    public static double Quantile(IReadOnlyCollection<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        var place = part * (sorted.Length - 1);
        var below = (int)place;
        return sorted[below] + (place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]);
    }

    /// <summary>The geometric mean of independent ratios and its 95 % interval, by Student's t of their logarithms.</summary>
    public static string MeanRatio(IReadOnlyCollection<double> ratios)
    {
        double[] logarithms = [.. ratios.Select(ratio => Math.Log(ratio))];
        var mean = logarithms.Average();
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
