namespace Kd.Generators.Models;

/// <summary>A teacher or student class.</summary>
/// <param name="Namespace">Empty for the global one.</param>
/// <param name="Name">The class's simple name.</param>
/// <param name="FullName">With <c>global::</c>.</param>
/// <param name="Accessibility"><c>public</c> or <c>internal</c>.</param>
/// <param name="Construction">The expression that makes one.</param>
/// <param name="Inputs">The names of <c>forward</c>'s parameters.</param>
/// <param name="Places">The members that are tapped.</param>
/// <param name="IsStudent">Whether it can be loaded distilled.</param>
internal sealed record ModelSpec(
    string Namespace,
    string Name,
    string FullName,
    string Accessibility,
    string Construction,
    EquatableArray<string> Inputs,
    EquatableArray<PlaceSpec> Places,
    bool IsStudent);

/// <summary>A place in a model: the output of one of its members.</summary>
/// <param name="Id">The id of the hint.</param>
/// <param name="Property">The id as the name of a property.</param>
/// <param name="Member">The field or property.</param>
/// <param name="IsNullable">Whether its type says that it may be null.</param>
internal sealed record PlaceSpec(string Id, string Property, string Member, bool IsNullable);
