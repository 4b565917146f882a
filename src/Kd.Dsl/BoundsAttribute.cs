namespace Kd;

/// <summary>On a number that a word declares: which values it may have. A value outside is an error where it is written.</summary>
/// <example><code>[Bounds(Above = 0)] public double Temperature { get; set; } = 4;</code></example>
[AttributeUsage(AttributeTargets.Property)]
public sealed class BoundsAttribute : Attribute
{
    /// <summary>The value has to be above this.</summary>
    public double Above { get; set; } = double.NegativeInfinity;

    /// <summary>The value has to be at least this.</summary>
    public double AtLeast { get; set; } = double.NegativeInfinity;

    /// <summary>The value has to be at most this.</summary>
    public double AtMost { get; set; } = double.PositiveInfinity;

    /// <summary>The value has to be below this.</summary>
    public double Below { get; set; } = double.PositiveInfinity;
}
