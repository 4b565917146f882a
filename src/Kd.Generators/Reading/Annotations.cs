using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>An attribute with what it stands on.</summary>
internal readonly record struct Annotation(ISymbol Symbol, AttributeData Attribute);

/// <summary>The attributes of a class and its members, gathered once though many readers ask.</summary>
internal static class Annotations
{
    private static readonly ConditionalWeakTable<INamedTypeSymbol, Annotation[]> _all = new();

    /// <summary>Those of the class first, then those of its members in the order they are written.</summary>
    public static IReadOnlyList<Annotation> Of(INamedTypeSymbol type) => _all.GetValue(type, static t => [.. Read(t)]);

    /// <summary>Those of fields and properties that a person wrote, and of the class.</summary>
    public static IEnumerable<Annotation> OfPlaces(INamedTypeSymbol type) =>
        Of(type).Where(a => a.Symbol is INamedTypeSymbol or IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol);

    private static IEnumerable<Annotation> Read(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            yield return new(type, attribute);
        }

        foreach (var member in type.GetMembers())
        {
            foreach (var attribute in member.GetAttributes())
            {
                yield return new(member, attribute);
            }
        }
    }
}
