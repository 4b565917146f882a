using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Analyzers;

/// <summary>What is known of classes of modules by their declarations.</summary>
internal static class LayerTypes
{
    // TorchSharp's that do not show their parameters.
    private static readonly string[] _opaque = ["LSTM", "GRU", "RNN", "MultiheadAttention", "Transformer"];

    /// <summary>Whether each module of a class has weights.</summary>
    public static bool HasWeights(this ITypeSymbol? type) => type.IsModule() && type.SelfAndBases().Any(t =>
        (t.ContainingAssembly?.Name == "TorchSharp" && _opaque.Any(name => t.Name.StartsWith(name, StringComparison.Ordinal)))
        || t.GetMembers().Any(m => m is IFieldSymbol { IsStatic: false, Type: var field } ? IsParameter(field) : m is IPropertySymbol { IsStatic: false, Type: var property } && IsParameter(property)));

    private static bool IsParameter(ITypeSymbol type) => type is { Name: "Parameter", ContainingAssembly.Name: "TorchSharp" };
}
