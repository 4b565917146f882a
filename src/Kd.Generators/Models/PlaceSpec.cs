namespace Kd.Generators.Models;

/// <summary>A place in a model: a tensor that goes into or comes out of one of its members.</summary>
/// <param name="Id">The name of the place.</param>
/// <param name="Hint">The teacher's hint that it corresponds to; in a teacher, the id.</param>
/// <param name="Property">The id as the name of a property.</param>
/// <param name="Member">The field or property; the class's own name for the model as a whole, which no member can have.</param>
/// <param name="IsNullable">Whether its type says that it may be null.</param>
/// <param name="Tap">How it is tapped.</param>
internal sealed record PlaceSpec(string Id, string Hint, string Property, string Member, bool IsNullable, TapSpec Tap);

/// <summary>Where in a member a place is.</summary>
/// <param name="Path">The path of the module inside the member; nothing for the member itself.</param>
/// <param name="ModuleType">The type of the module at the path, with <c>global::</c>.</param>
/// <param name="Inputs">How many inputs the module has.</param>
/// <param name="Input">Which of them is the place; nothing for what it returns.</param>
/// <param name="Selector">What picks the tensor from what it returns: nothing, or <c>.Item1</c>.</param>
internal sealed record TapSpec(string? Path, string ModuleType, int Inputs, int? Input, string Selector)
{
    /// <summary>Whether the place is the output of a module that takes one tensor and returns one.</summary>
    public bool IsPlainOutput => Inputs == 1 && Input is null && Selector.Length == 0;
}
