using System.Runtime.CompilerServices;

namespace Kd.Losses;

/// <summary>The ranges of hyper-parameters. NaN is in none of them.</summary>
internal static class HyperParameter
{
    /// <summary>A finite number above 0.</summary>
    public static double Positive(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value > 0 && double.IsFinite(value) ? value : throw Error(value, name, "a finite number above 0");

    /// <summary>A finite number that is at least 0.</summary>
    public static double NotNegative(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value >= 0 && double.IsFinite(value) ? value : throw Error(value, name, "a finite number that is at least 0");

    /// <summary>A number from 0 to 1.</summary>
    public static double Share(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is >= 0 and <= 1 ? value : throw Error(value, name, "from 0 to 1");

    /// <summary>A probability that is not 0.</summary>
    public static double Probability(double value, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        value is > 0 and <= 1 ? value : throw Error(value, name, "above 0 and at most 1");

    private static ArgumentOutOfRangeException Error(double value, string? name, string range) =>
        new(name, value, $"'{name}' must be {range}.");
}
