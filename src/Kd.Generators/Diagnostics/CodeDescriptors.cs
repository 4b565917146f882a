using Microsoft.CodeAnalysis;

namespace Kd.Generators.Diagnostics;

/// <summary>What is said of code of models and losses that does not do what it seems to.</summary>
internal static class CodeDescriptors
{
    public static readonly DiagnosticDescriptor DirectForward = Descriptors.Error(
        DiagnosticIds.DirectForward, "The place is not seen", "{0} is a place, which is only seen when it is called: write {0}.call(...), not {0}.forward(...)");

    public static readonly DiagnosticDescriptor NeverRegistered = Descriptors.Warning(
        DiagnosticIds.NeverRegistered, "The modules are not registered",
        "{0} has modules in fields, such as {1}, but no constructor calls RegisterComponents(): they would not be trained, moved or saved");

    public static readonly DiagnosticDescriptor ReplacedPlace = Descriptors.Warning(
        DiagnosticIds.ReplacedPlace, "The place is replaced after construction", "{0} is a place of {1}, and is assigned outside of its constructors: what is caught may be the module that was there before");

    public static readonly DiagnosticDescriptor PropertyModule = Descriptors.Info(
        DiagnosticIds.PropertyModule, "The weights of a property have a strange name",
        "{0} is an automatic property: its weights are called <{0}>k__BackingField in files; a field gives them a name that other programs know");

    public static readonly DiagnosticDescriptor BareDivergence = Descriptors.Warning(
        DiagnosticIds.BareDivergence, "What kind of target is it?", "kl_div takes a target of logarithms by default, unlike PyTorch's: say log_target, or use a loss of Kd.Losses");

    public static readonly DiagnosticDescriptor LooseTensor = Descriptors.Warning(
        DiagnosticIds.LooseTensor, "The tensor stays behind", "{0} gets its tensor after RegisterComponents(), which makes buffers of what it finds: {1} neither moves nor saves it; set it before");

    public static readonly DiagnosticDescriptor LooseModules = Descriptors.Warning(
        DiagnosticIds.LooseModules, "The modules in a collection are not registered", "{0} is a {1}, whose modules {2} does not know: use a ModuleList or Sequential, so that they are trained, moved and saved");

    public static readonly DiagnosticDescriptor UnusedHint = Descriptors.Info(
        DiagnosticIds.UnusedHint, "No student follows the hint", "No student of {0} follows its hint \"{1}\"", WellKnownDiagnosticTags.CompilationEnd);
}
