namespace Kd.Generators.Models;

/// <summary>A teacher or student class.</summary>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Name">The class's simple name.</param>
/// <param name="FullName">With <c>global::</c>.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="Construction">The expression that makes one.</param>
/// <param name="Inputs">The names of <c>forward</c>'s parameters.</param>
/// <param name="Logits">What picks the logits from what <c>forward</c> returns: nothing, or <c>.Item1</c>.</param>
/// <param name="Places">The members that are tapped.</param>
/// <param name="Freezable">The members that are frozen in some stage or in all.</param>
/// <param name="IsStudent">Whether it can be loaded distilled.</param>
/// <param name="HidesMembers">Whether a base has members of the names of those that are added.</param>
internal sealed record ModelSpec(
    string Namespace,
    string Name,
    string FullName,
    string Accessibility,
    string Construction,
    EquatableArray<string> Inputs,
    string Logits,
    EquatableArray<PlaceSpec> Places,
    EquatableArray<string> Freezable,
    bool IsStudent,
    bool HidesMembers);
