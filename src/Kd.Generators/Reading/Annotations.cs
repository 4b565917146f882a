using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>An attribute with what it stands on.</summary>
internal readonly record struct Annotation(ISymbol Symbol, AttributeData Attribute);

/// <summary>The attributes of a model and its members, gathered once though many readers ask.</summary>
internal static class Annotations
{
    private static readonly ConditionalWeakTable<INamedTypeSymbol, Annotation[]> _all = new();

    /// <summary>Those of the class first, then those of its members, as <see cref="ModelMembers"/> gives them.</summary>
    public static IReadOnlyList<Annotation> Of(INamedTypeSymbol type) => _all.GetValue(type, static t => [.. Read(t)]);

    private static IEnumerable<Annotation> Read(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            yield return new(type, attribute);
        }

        foreach (var member in ModelMembers.Of(type))
        {
            foreach (var attribute in member.GetAttributes())
            {
                yield return new(member, attribute);
            }
        }
    }
}
