using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Questions to symbols that several readers ask.</summary>
internal static class Symbols
{
    private static readonly SymbolDisplayFormat _nullable =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static bool IsKd(this ITypeSymbol? type, string name) =>
        type is { ContainingType: null, ContainingNamespace: { Name: "Kd", ContainingNamespace.IsGlobalNamespace: true } } && type.Name == name;

    public static bool DerivesFromKd(this ITypeSymbol? type, string name) => type.SelfAndBases().Any(t => t.IsKd(name));

    public static IEnumerable<ITypeSymbol> SelfAndBases(this ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType)
        {
            yield return type;
        }
    }

    public static AttributeData? FindKdAttribute(this ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass.IsKd(name));

    public static bool IsTensor(this ITypeSymbol? type) =>
        type is { Name: "Tensor", ContainingType: { Name: "torch", ContainingNamespace.Name: "TorchSharp" } };

    /// <summary>The <c>torch.nn.Module&lt;..., TResult&gt;</c> that a type is or derives from.</summary>
    public static INamedTypeSymbol? TypedModule(this ITypeSymbol? type) =>
        type.SelfAndBases().OfType<INamedTypeSymbol>().FirstOrDefault(t => t is
        {
            Name: "Module", Arity: > 1, ContainingType: { Name: "nn", ContainingType: { Name: "torch", ContainingNamespace.Name: "TorchSharp" } },
        });

    public static bool IsTensorModule(this ITypeSymbol? type) =>
        type.TypedModule() is { Arity: 2 } module && module.TypeArguments[0].IsTensor() && module.TypeArguments[1].IsTensor();

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

    public static string FullName(this ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

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
