using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>The members of a model on which words can stand.</summary>
internal static class ModelMembers
{
    /// <summary>The fields and properties of a class, its own first, then those it inherits from bases that are not TorchSharp's or Kd's.</summary>
    /// <remarks>A private member of a base is its base's business, unless only models derived from that can give its words a meaning.</remarks>
    public static IEnumerable<ISymbol> Of(INamedTypeSymbol type)
    {
        foreach (var member in Own(type))
        {
            yield return member;
        }

        if (!HasBase(type))
        {
            yield break;
        }

        var seen = new HashSet<string>(Own(type).Select(m => m.Name)) { type.Name };
        foreach (var inherited in Bases(type))
        {
            foreach (var member in Own(inherited).Where(m => m.DeclaredAccessibility != Accessibility.Private || !IsMarked(inherited)))
            {
                // What a member nearer to the class hides or overrides cannot be reached by its name.
                if (seen.Add(member.Name))
                {
                    yield return member;
                }
            }
        }
    }

    /// <summary>Whether code in a class can name one of its members, which may be inherited.</summary>
    public static bool CanReach(this INamedTypeSymbol type, ISymbol member) => member.DeclaredAccessibility switch
    {
        _ when SymbolEqualityComparer.Default.Equals(member.ContainingType, type) => true,
        Accessibility.Private => false,
        Accessibility.Internal or Accessibility.ProtectedAndInternal =>
            SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, type.ContainingAssembly) || member.ContainingAssembly.GivesAccessTo(type.ContainingAssembly),
        _ => true,
    };

    /// <summary>Whether what is added to a class hides what a base has, or was given by Kd too.</summary>
    public static bool HidesMembers(INamedTypeSymbol type, IReadOnlyList<string> added) =>
        HasBase(type) && Bases(type).Any(t => IsMarked(t) || added.Any(name => !t.GetMembers(name).IsEmpty));

    /// <summary>Whether a class derives from one that is neither TorchSharp's nor Kd's.</summary>
    public static bool HasBase(INamedTypeSymbol type) =>
        type.BaseType is { SpecialType: not SpecialType.System_Object, ContainingAssembly.Name: not ("TorchSharp" or "Kd.Runtime") };

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (; HasBase(type); type = type.BaseType!)
        {
            yield return type.BaseType!;
        }
    }

    private static bool IsMarked(INamedTypeSymbol type) => type.FindKdAttribute("StudentAttribute") is not null || TeacherMark.Find(type) is not null;

    private static IEnumerable<ISymbol> Own(INamedTypeSymbol type) =>
        type.GetMembers().Where(m => m is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol);
}
