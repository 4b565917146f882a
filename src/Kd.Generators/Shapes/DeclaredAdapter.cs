using Kd.Adapters;
using Kd.Generators.Reading;
using Kd.Losses;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Shapes;

/// <summary>What a word declares about the adapter before its loss, and what its loss needs.</summary>
internal static class DeclaredAdapter
{
    // Words of Kd whose default is another than Auto.
    private static readonly HashSet<string> _connectors = ["ActivationBoundaryAttribute", "OfdAttribute"];

    /// <summary>The kind of adapter; nothing if the source does not tell it.</summary>
    public static AdapterKind? Kind(AttributeData word)
    {
        if (word.Named("Adapter") is int declared)
        {
            return (AdapterKind)declared;
        }

        // A word of the user's own may set it in its constructor.
        return word.AttributeClass is not { ContainingAssembly.Name: "Kd.Dsl" } own ? null : _connectors.Contains(own.Name) ? AdapterKind.Connector : AdapterKind.Auto;
    }

    /// <summary>What the loss needs to agree, as its class tells by <c>[AgreesOn]</c>; nothing if it does not.</summary>
    public static Agreement? Agreement(AttributeData word, INamedTypeSymbol loss)
    {
        foreach (var told in loss.GetAttributes().Where(a => a.AttributeClass is { Name: "AgreesOnAttribute", ContainingNamespace: { Name: "Losses", ContainingNamespace.Name: "Kd" } }))
        {
            if (told.ConstructorArguments is not [{ Value: int agreement }, { Kind: TypedConstantKind.Array, IsNull: false } when])
            {
                return null;
            }

            switch (Holds(word, loss, [.. when.Values.Select(v => v.Value)]))
            {
                case true:
                    return (Agreement)agreement;
                case null:
                    return null;
            }
        }

        return null;
    }

    private static bool? Holds(AttributeData word, INamedTypeSymbol loss, IReadOnlyList<object?> conditions)
    {
        for (var i = 0; i + 1 < conditions.Count; i += 2)
        {
            if (conditions[i] is not string name || Find(word, loss, name) is not { } value)
            {
                return null;
            }

            if (!Equals(value, conditions[i + 1]))
            {
                return false;
            }
        }

        return true;
    }

    // The word's value, or the default of the loss's parameter, which is that of the word.
    private static object? Find(AttributeData word, INamedTypeSymbol loss, string parameter) =>
        word.NamedArguments.FirstOrDefault(n => string.Equals(n.Key, parameter, StringComparison.OrdinalIgnoreCase)) is { Key: not null, Value.Kind: not TypedConstantKind.Array } named ? named.Value.Value
            : word.AttributeClass is not { ContainingAssembly.Name: "Kd.Dsl" } ? null
            : loss.InstanceConstructors.SelectMany(c => c.Parameters).FirstOrDefault(p => p.Name == parameter && p.HasExplicitDefaultValue)?.ExplicitDefaultValue;
}
