using System.Runtime.CompilerServices;

namespace Kd.Losses;

/// <summary>The ranges of hyper-parameters. NaN is in none of them.</summary>
internal static class HyperParameter
{
    /// <summary>A finite number above 0.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        In(value > 0 && double.IsFinite(value), value, "a finite number above 0", name);

    /// <summary>A finite number that is at least 0.</summary>
    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        AtLeast(value, 0, name);

    /// <summary>A finite number that is at least the lowest allowed.</summary>
    public static double AtLeast(double value, double lowest, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        In(double.IsFinite(value) && value >= lowest, value, $"a finite number that is at least {lowest}", name);

    /// <summary>A finite number above a bound.</summary>
    public static double Above(double value, double bound, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        In(double.IsFinite(value) && value > bound, value, $"a finite number above {bound}", name);

    /// <summary>A number from 0 to 1.</summary>
    public static double Share(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        In(value is >= 0 and <= 1, value, "from 0 to 1", name);

    /// <summary>A probability that is not 0.</summary>
    public static double Probability(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        In(value is > 0 and <= 1, value, "above 0 and at most 1", name);

    /// <summary>A value in a range of its own.</summary>
    public static void That(bool allowed, object value, string range, string? name) => In(allowed, value, range, name);

    private static T In<T>(bool allowed, T value, FormattableString range, string? name)
        where T : notnull => In(allowed, value, FormattableString.Invariant(range), name);

    private static T In<T>(bool allowed, T value, string range, string? name)
        where T : notnull =>
        allowed ? value : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}; it must be {range}."));
}
