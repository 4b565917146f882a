using System.Runtime.CompilerServices;

namespace Kd.Losses;

/// <summary>Ranges of hyper-parameters. NaN is in none.</summary>
internal static class Require
{
    /// <summary>Throws unless a value is finite and at least the lowest allowed.</summary>
    public static void AtLeast(double value, double lowest, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        That(double.IsFinite(value) && value >= lowest, value, $"at least {lowest}", name);

    /// <summary>Throws unless a value is finite and above a bound.</summary>
    public static void Above(double value, double bound, [CallerArgumentExpression(nameof(value))] string? name = null) =>
        That(double.IsFinite(value) && value > bound, value, $"above {bound}", name);

    /// <summary>Throws unless a value is an allowed one.</summary>
    public static void That(bool allowed, object value, string range, string? name)
    {
        if (!allowed)
        {
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}; it may be {range}."));
        }
    }
}
