using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Questions to symbols that several readers ask.</summary>
internal static class Symbols
{
    private static readonly SymbolDisplayFormat _nullable =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    // To write a type's name takes longer than all else that is asked of it.
    private static readonly ConditionalWeakTable<ITypeSymbol, string> _fullNames = new();

    public static bool IsKd(this ITypeSymbol? type, string name) =>
        type is not null && type.Name == name && type is { ContainingType: null, ContainingNamespace: { Name: "Kd", ContainingNamespace.IsGlobalNamespace: true } };

    public static bool DerivesFromKd(this ITypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.IsKd(name))
            {
                return true;
            }
        }

        return false;
    }

    public static IEnumerable<ITypeSymbol> SelfAndBases(this ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }

    public static AttributeData? FindKdAttribute(this ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.IsKd(name))
            {
                return attribute;
            }
        }

        return null;
    }

    public static bool IsTensor(this ITypeSymbol? type) =>
        type is { Name: "Tensor", ContainingType: { Name: "torch", ContainingNamespace.Name: "TorchSharp" } };

    /// <summary>The <c>torch.nn.Module&lt;..., TResult&gt;</c> that a type is or derives from.</summary>
    public static INamedTypeSymbol? TypedModule(this ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type is INamedTypeSymbol { Arity: > 1 } named && named.IsTorchModule())
            {
                return named;
            }
        }

        return null;
    }

    public static bool IsModule(this ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.IsTorchModule())
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTorchModule(this ITypeSymbol type) =>
        type is { Name: "Module", ContainingType: { Name: "nn", ContainingType: { Name: "torch", ContainingNamespace.Name: "TorchSharp" } } };

    /// <summary>Whether a type is <c>Module&lt;Tensor, Tensor&gt;</c> itself.</summary>
    public static bool IsTensorModule(this ITypeSymbol type) =>
        type.TypedModule() is { Arity: 2 } module && SymbolEqualityComparer.Default.Equals(module, type) && module.TypeArguments.All(a => a.IsTensor());

    /// <summary>What a typed module takes.</summary>
    public static ITypeSymbol[] InputTypes(this INamedTypeSymbol module) => [.. module.TypeArguments.Take(module.Arity - 1)];

    /// <summary>What a typed module returns.</summary>
    public static ITypeSymbol ResultType(this INamedTypeSymbol module) => module.TypeArguments[module.Arity - 1];

    /// <summary>What picks a tensor from a result: nothing from a tensor itself, <c>.Item1</c> from a tuple; null if there is none.</summary>
    public static string? TensorSelector(this ITypeSymbol result, int item) => result switch
    {
        _ when result.IsTensor() => item == 0 ? "" : null,
        INamedTypeSymbol tuple when item >= 0 && item < tuple.TupleTypes().Length && tuple.TupleTypes()[item].IsTensor() => $".Item{item + 1}",
        _ => null,
    };

    /// <summary>What a tuple consists of; nothing for another type.</summary>
    private static ITypeSymbol[] TupleTypes(this INamedTypeSymbol type) => type switch
    {
        { IsTupleType: true } => [.. type.TupleElements.Select(e => e.Type)],
        { Name: "Tuple", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } => [.. type.TypeArguments],
        _ => [],
    };

    /// <summary>The value that an attribute gives to a property, or nothing.</summary>
    public static object? Named(this AttributeData attribute, string property)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == property)
            {
                return argument.Value is { Kind: not TypedConstantKind.Array } constant ? constant.Value : null;
            }
        }

        return null;
    }

    /// <summary>Whether generated code elsewhere in the assembly can name the symbol.</summary>
    public static bool IsReachable(this ISymbol symbol)
    {
        for (ISymbol? s = symbol; s is not null and not INamespaceSymbol; s = s.ContainingType)
        {
            if (s.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal
                or Accessibility.NotApplicable || s is INamedTypeSymbol { IsFileLocal: true })
            {
                return false;
            }
        }

        return true;
    }

    public static bool DerivesFrom(this ITypeSymbol type, string fullName) => type.SelfAndBases().Any(t => t.FullName() == fullName);

    public static string FullName(this ITypeSymbol type) => _fullNames.GetValue(type, static t => t.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));

    /// <summary>With <c>?</c> where the declaration has it.</summary>
    public static string FullNullableName(this ITypeSymbol type) => type.ToDisplayString(_nullable);

    /// <summary>Whether code outside the assembly can name the type.</summary>
    public static bool IsPublic(this ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.IsPublic(),
        INamedTypeSymbol named => named.TypeArguments.All(IsPublic) && named.DeclaredAccessibility == Accessibility.Public && named.ContainingType?.IsPublic() is not false,
        _ => true,
    };

    /// <summary>An attribute's class without the ending that C# lets one leave out.</summary>
    public static string Word(this AttributeData attribute)
    {
        var name = attribute.AttributeClass!.Name;
        return name.EndsWith("Attribute", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
    }
}
