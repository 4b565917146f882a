namespace Kd.Losses;

/// <summary>
/// Tells the compiler what the property <see cref="Loss.Agreement"/> of a loss class will be, so that it finds features that cannot be compared
/// while one types.
/// </summary>
/// <remarks>
/// The first whose conditions all hold counts. A loss without any is compared without a word by the compiler; what does not fit is
/// found at the first sample of a run.
/// </remarks>
/// <param name="agreement">What has to agree.</param>
/// <param name="when">Conditions: names of parameters of the constructor, each with the value that it has to have.</param>
/// <example>
/// <code>
/// [AgreesOn(Agreement.Channels, "embed", false), AgreesOn(Agreement.Samples)]
/// public sealed class Ickd : Loss { ... }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class AgreesOnAttribute(Agreement agreement, params object[] when) : Attribute
{
    /// <summary>What has to agree.</summary>
    public Agreement Agreement { get; } = agreement;

    /// <summary>The conditions: each a name and a value.</summary>
    public object[] When { get; } = when;
}
