using Microsoft.CodeAnalysis;

namespace Kd.Generators.Diagnostics;

/// <summary>What is said of the code in which a module computes.</summary>
internal static class ModuleDescriptors
{
    public static readonly DiagnosticDescriptor MadeAnew = Descriptors.Warning(
        DiagnosticIds.MadeAnew, "The layer is made anew", "{0} makes a {1} with new weights each time, which are never trained: make it once, in a field");

    public static readonly DiagnosticDescriptor SharedLayer = Descriptors.Warning(
        DiagnosticIds.SharedLayer, "The layer is static", "{0} is static: its weights are not those of any {1}, and are neither trained, moved nor saved; let it be an instance field");

    public static readonly DiagnosticDescriptor DisposedParameter = Descriptors.Error(
        DiagnosticIds.DisposedParameter, "The parameter is disposed", "{0} returns {1} itself, which is disposed here: call it without using what it returns");

    public static readonly DiagnosticDescriptor CutGradient = Descriptors.Error(
        DiagnosticIds.CutGradient, "The result has no gradient", "{0} learns nothing through its forward: {1}");

    public static readonly DiagnosticDescriptor Probabilities = Descriptors.Warning(
        DiagnosticIds.Probabilities, "The result is probabilities", "{0} returns probabilities, but its losses take logits and make the softmax themselves: return what softmax gets");

    public static readonly DiagnosticDescriptor AlwaysDropout = Descriptors.Warning(
        DiagnosticIds.AlwaysDropout, "The dropout never ends", "{0} drops out in evaluation too, unless it is told the mode: write training: training, or use the module");

    public static readonly DiagnosticDescriptor ModeInForward = Descriptors.Warning(
        DiagnosticIds.ModeInForward, "The mode is set in forward", "{0}() in forward sets the mode at each step, whatever the training or validation has set: leave modes to them, and freeze members by [Freeze]");

    public static readonly DiagnosticDescriptor ChangedPlace = Descriptors.Warning(
        DiagnosticIds.ChangedPlace, "The place is changed after it was caught", "{0} changes what the place {1} gave, and so what its terms compare: use the form that makes a new tensor");

    public static readonly DiagnosticDescriptor UnmovedBuffer = Descriptors.Warning(
        DiagnosticIds.UnmovedBuffer, "The buffer is never moved", "TorchSharp moves no buffer that is not persistent: it stays on the device that it was made on; let it be persistent");

    public static readonly DiagnosticDescriptor UncalledPlace = Descriptors.Error(
        DiagnosticIds.UncalledPlace, "The place is never called", "{0} is a place of {1}, but no code of {1} uses it: call it in forward");

    public static readonly DiagnosticDescriptor LastingIntermediate = Descriptors.Info(
        DiagnosticIds.LastingIntermediate, "The tensor lives until the step ends",
        "{0} is only read by calls that return tensors of their own: a using variable gives its memory back when forward ends, not when the step does");

    public static readonly DiagnosticDescriptor FatalProduct = Descriptors.Info(
        DiagnosticIds.FatalProduct, "A wrong shape ends the process", "matmul of shapes that do not fit ends the process without an exception: bmm, mm and functional.linear throw one");

    public static readonly DiagnosticDescriptor MadeInScope = Descriptors.Error(
        DiagnosticIds.MadeInScope, "The scope disposes what the model keeps", "{0} is made in a dispose scope, which disposes it at its end: make it outside of the scope");
}
