namespace Kd;

/// <summary>
/// On a property of a word: it has an effect only while another property of the word has a certain value. To set it all the same is
/// told where it is written (KD0050).
/// </summary>
/// <param name="property">The other property.</param>
/// <example><code>[Effect(nameof(Momentum), IsNot = 0.0)] public bool Nesterov { get; set; }</code></example>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EffectAttribute(string property) : Attribute
{
    /// <summary>The other property.</summary>
    public string Property { get; } = property;

    /// <summary>The value that the other property has to have.</summary>
    public object? Is { get; set; }

    /// <summary>The value that the other property must not have.</summary>
    public object? IsNot { get; set; }

    /// <summary>Whether the default of the other property is as it has to be. A compiler does not see the defaults of compiled words.</summary>
    public bool ByDefault { get; set; }
}
