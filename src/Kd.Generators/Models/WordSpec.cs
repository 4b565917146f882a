namespace Kd.Generators.Models;

/// <summary>An attribute as it was written, and the class behind it.</summary>
/// <param name="Path">The beginning of its settings' paths: <c>sgd</c>, <c>guided.early</c>.</param>
/// <param name="Identifier">The path as the beginning of names of properties: <c>Sgd</c>, <c>GuidedEarly</c>.</param>
/// <param name="Source">The attribute as a person reads it.</param>
/// <param name="Cref">The attribute's class as a <c>cref</c> with <c>global::</c>.</param>
/// <param name="AttributeType">The attribute's class, with <c>global::</c>.</param>
/// <param name="Arguments">The arguments that make an attribute with the declared values.</param>
/// <param name="ClassType">The loss, optimizer or schedule, with <c>global::</c>.</param>
/// <param name="Parameters">The values that make options: weight and adapter, and what the class's constructor takes.</param>
/// <param name="Given">The constructor's parameters that generated code has itself: shapes and the number of samples.</param>
/// <param name="IsOwn">Whether the class is the user's own, whose code decides the result too.</param>
internal sealed record WordSpec(
    string Path,
    string Identifier,
    string Source,
    string Cref,
    string AttributeType,
    string Arguments,
    string ClassType,
    EquatableArray<HyperParameterSpec> Parameters,
    EquatableArray<string> Given,
    bool IsOwn)
{
    public const string StudentShape = "studentShape";
    public const string TeacherShape = "teacherShape";
    public const string SampleCount = "sampleCount";

    /// <summary>Whether the class wants to know the shapes of what it compares.</summary>
    public bool TakesShapes => Given.Contains(StudentShape) || Given.Contains(TeacherShape);
}

/// <summary>A value that comes from an attribute's property.</summary>
/// <param name="Parameter">The constructor's parameter; empty for a value that generated code reads itself.</param>
/// <param name="Property">The attribute's property.</param>
/// <param name="Owner">The class that declares the property, as a <c>cref</c> with <c>global::</c>.</param>
/// <param name="Type">The type, with <c>global::</c>.</param>
/// <param name="IsPublic">Whether the type is.</param>
/// <param name="Kind">How a setting of it is read.</param>
internal sealed record HyperParameterSpec(string Parameter, string Property, string Owner, string Type, bool IsPublic, ValueKind Kind);

internal enum ValueKind
{
    Double,
    Int32,
    Boolean,
    Enum,

    /// <summary>Can be declared but not set from outside: arrays, strings.</summary>
    Fixed,
}
