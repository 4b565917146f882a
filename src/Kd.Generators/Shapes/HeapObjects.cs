using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Shapes;

/// <summary>What is on the heap. It does not change: the heap gets another one in its place.</summary>
internal abstract record HeapObject;

/// <summary>An object of a class of the user's.</summary>
/// <param name="Type">Its class.</param>
/// <param name="Members">Its fields, automatic properties and captured parameters.</param>
/// <param name="IsKnown">Whether nothing else may have changed it; else a member may be anything.</param>
internal sealed record Instance(INamedTypeSymbol Type, ImmutableDictionary<ISymbol, Value> Members, bool IsKnown = true) : HeapObject;

/// <summary>An array, a list or a <c>ModuleList</c>.</summary>
/// <param name="Values">What is in it; nothing if that is not known.</param>
/// <param name="IsShared">Whether it is static, so that a change would be seen elsewhere.</param>
internal sealed record Items(ImmutableList<Value>? Values, bool IsShared = false) : HeapObject
{
    public bool Equals(Items? other) => other is not null && (Values is null || other.Values is null ? Values == other.Values : Values.SequenceEqual(other.Values));

    public override int GetHashCode() => Values?.Count ?? -1;
}

/// <summary>A <c>Sequential</c>, or a <c>ModuleDict</c>: modules with names.</summary>
/// <param name="Modules">What is in it; nothing if that is not known.</param>
/// <param name="IsDictionary">Whether it is a dictionary, which cannot be called.</param>
internal sealed record NamedModules(ImmutableList<(string? Name, Value Module)>? Modules, bool IsDictionary) : HeapObject
{
    public bool Equals(NamedModules? other) =>
        other is not null && (Modules is null || other.Modules is null ? Modules == other.Modules : Modules.SequenceEqual(other.Modules));

    public override int GetHashCode() => Modules?.Count ?? -1;
}

/// <summary>A layer of TorchSharp.</summary>
/// <param name="Name">What it is called in TorchSharp.</param>
/// <param name="Output">What it makes of a shape; nothing if that is not known.</param>
/// <param name="Fault">What is wrong with a shape, if anything is for certain.</param>
/// <param name="Origin">Where it is made.</param>
internal sealed record Layer(string Name, Func<Shape, Shape>? Output, Func<Shape, string?>? Fault, SyntaxNode? Origin) : HeapObject;
