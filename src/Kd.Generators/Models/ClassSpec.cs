namespace Kd.Generators.Models;

/// <summary>All that is generated for a teacher or student class.</summary>
/// <param name="Model">The class; nothing if Kd cannot add to it.</param>
/// <param name="Runs">The runs that train it; none if its declaration is wrong.</param>
internal sealed record ClassSpec(ModelSpec? Model, EquatableArray<RunSpec> Runs);
