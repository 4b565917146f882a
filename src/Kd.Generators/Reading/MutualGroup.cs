using System.Runtime.CompilerServices;
using Kd.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Finds the classes of a group of peers.</summary>
internal static class MutualGroup
{
    // Finding all peers of a compilation means to look at all of its classes: once is enough.
    private static readonly ConditionalWeakTable<Compilation, ILookup<string, INamedTypeSymbol>> _groups = new();

    /// <summary>The name of the group that a class belongs to.</summary>
    public static string? NameOf(INamedTypeSymbol type) => type.FindKdAttribute("MutualAttribute")?.ConstructorArguments.FirstOrDefault().Value as string;

    /// <summary>How many models of a class the group has.</summary>
    public static int Copies(INamedTypeSymbol type) => type.FindKdAttribute("MutualAttribute")?.Named("Peers") is int and > 1 and var copies ? copies : 1;

    /// <summary>The classes of a group, in the order of their full names.</summary>
    public static IReadOnlyList<INamedTypeSymbol> Of(string name, Compilation compilation) =>
        [.. All(compilation)[name].OrderBy(t => t.FullName(), StringComparer.Ordinal)];

    private static ILookup<string, INamedTypeSymbol> All(Compilation compilation) =>
        _groups.GetValue(compilation, static c => Types(c.Assembly.GlobalNamespace).Where(t => NameOf(t) is not null).ToLookup(t => NameOf(t)!));

    /// <summary>Whether a peer and its group make sense.</summary>
    public static bool IsRight(INamedTypeSymbol type, IReadOnlyList<INamedTypeSymbol> peers, Compilation compilation, Problems problems)
    {
        var mutual = type.FindKdAttribute("MutualAttribute")!;
        var name = NameOf(type)!;
        var other = type.GetAttributes().FirstOrDefault(a => a.AttributeClass.Name() is "BornAgainAttribute" or "MeanTeacherAttribute" or "StageAttribute" or "UncertaintyWeightingAttribute" or "CheckpointsAttribute");
        var trains = peers.Select(p => p.FindKdAttribute("TrainAttribute")).OfType<AttributeData>().Select(a => AttributeText.Arguments(a)).Distinct().Count();
        var fault = !Names.IsIdentifier(name) ? $"\"{name}\" cannot name a group: it has to be a C# identifier, since it names a class"
            : IsTaken(name, peers[0], compilation) ? $"the group cannot be named \"{name}\": Kd writes {ClassName(name)} for something else"
            : peers.Sum(Copies) < 2 ? $"the group \"{name}\" has no other peer: mark another class with [Mutual(\"{name}\")], or let Peers be 2 or more"
            : other is not null ? $"a peer of a group has no [{other.Word()}]"
            : trains > 1 ? $"the classes of the group \"{name}\" have different [Train]s; they are trained in one run: keep one"
            : null;
        if (fault is not null)
        {
            problems.Add(Descriptors.WrongScheme, mutual, type.Name, fault);
        }

        return fault is null;
    }

    /// <summary>The name of the class that trains a group.</summary>
    public static string ClassName(string group) => Names.Pascal(group) + "Distiller";

    // Names of files are not told apart by the case of their letters.
    private static bool IsTaken(string name, INamedTypeSymbol first, Compilation compilation) =>
        first.ContainingNamespace.GetTypeMembers().Any(t => Is(t.Name, name) && t.FindKdAttribute("StudentAttribute") is not null)
        || All(compilation).Any(g => g.Key != name && Is(ClassName(g.Key), ClassName(name)));

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string? Name(this INamedTypeSymbol? type) => type?.Name;

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) =>
        space.GetTypeMembers().Concat(space.GetNamespaceMembers().SelectMany(Types));
}
