using Microsoft.CodeAnalysis;

namespace Kd.Generators.Diagnostics;

/// <summary>What is said of the shapes that the source tells.</summary>
internal static class ShapeDescriptors
{
    public static readonly DiagnosticDescriptor BuiltAdapter = Descriptors.Info(
        DiagnosticIds.BuiltAdapter, "What Auto builds", "[{0}]: the student's {1} is {2}, the teacher's {3} is {4}; Adapter = Auto builds {5}");

    public static readonly DiagnosticDescriptor UnrelatedShapes = Descriptors.Error(
        DiagnosticIds.UnrelatedShapes, "The features cannot be compared",
        "[{0}]: the student's {1} is {2}, the teacher's {3} is {4}, and Adapter = {5} takes {6}: follow a place of another shape, or choose another Adapter");

    public static readonly DiagnosticDescriptor WrongShape = Descriptors.Error(
        DiagnosticIds.WrongShape, "A layer cannot take what it gets", "{0} cannot run: {1} {2}, but gets {3}");
}
