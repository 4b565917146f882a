using System.Globalization;

namespace Kd.Generators.Shapes;

/// <summary>A dimension of a tensor: a number, the number of samples, or one that is not known.</summary>
/// <param name="Value">The number, if it is known.</param>
/// <param name="IsSamples">Whether it is the number of samples of the batch.</param>
internal readonly record struct Dim(long? Value, bool IsSamples = false)
{
    public static readonly Dim Unknown = new(null);
    public static readonly Dim Samples = new(null, IsSamples: true);

    /// <summary>Whether nothing is known of it.</summary>
    public bool IsUnknown => Value is null && !IsSamples;

    /// <summary>A number; what is not positive is none that a tensor can have here.</summary>
    public static Dim Of(long? value) => value > 0 ? new(value) : Unknown;

    public static implicit operator Dim(long value) => Of(value);

    /// <summary>What holds for both.</summary>
    public Dim Join(Dim other) => this == other ? this : Unknown;

    /// <summary>The one that is known, of two that are known to be equal.</summary>
    public Dim Or(Dim other) => IsUnknown ? other : this;

    /// <summary>Whether both are numbers, which differ.</summary>
    public bool Contradicts(Dim other) => Value is { } one && other.Value is { } two && one != two;

    public override string ToString() => IsSamples ? "B" : Value?.ToString(CultureInfo.InvariantCulture) ?? "?";
}
