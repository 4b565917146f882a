using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Shapes;

/// <summary>A call of a method, for its variables; that of a lambda is inside of the one that it was made in.</summary>
/// <param name="Id">Tells calls apart.</param>
/// <param name="This">The object.</param>
/// <param name="Outer">The call around.</param>
internal sealed record Frame(int Id, Value This, Frame? Outer)
{
    /// <summary>What a <c>?.</c> before the expression gave.</summary>
    public Value? Accessed { get; init; }

    /// <summary>The object that an initializer in braces is about.</summary>
    public Value? Receiver { get; init; }

    public bool Equals(Frame? other) => other is not null && Id == other.Id;

    public override int GetHashCode() => Id;
}

/// <summary>A variable of a call.</summary>
internal readonly record struct Variable(int Frame, ISymbol Symbol);

/// <summary>All that a program can change: its variables and its heap. Two of them can be joined where two ways meet.</summary>
/// <param name="Variables">The values of the variables.</param>
/// <param name="Objects">The heap.</param>
internal sealed record State(ImmutableDictionary<Variable, Value> Variables, ImmutableDictionary<int, HeapObject> Objects)
{
    public static readonly State Empty = new(ImmutableDictionary<Variable, Value>.Empty, ImmutableDictionary<int, HeapObject>.Empty);

    /// <summary>What holds on both ways.</summary>
    /// <param name="one">The state on one way; nothing if that is never gone.</param>
    /// <param name="other">The state on the other.</param>
    /// <param name="lost">Hears of a value of which is no longer known where it is.</param>
    public static State? Join(State? one, State? other, Action<Value> lost)
    {
        if (one is null || other is null || ReferenceEquals(one, other))
        {
            return one ?? other;
        }

        return new(
            Join(one.Variables, other.Variables, (a, b) => Join(a, b, lost)),
            Join(one.Objects, other.Objects, (a, b) => Join(a, b, lost)));
    }

    /// <summary>What two values have in common.</summary>
    public static Value Join(Value one, Value other, Action<Value> lost)
    {
        if (one.Equals(other))
        {
            return one;
        }

        switch (one, other)
        {
            case (TensorValue a, TensorValue b):
                return Value.Of(a.Sizes.Join(b.Sizes));
            case (TupleValue a, TupleValue b) when a.Items.Length == b.Items.Length:
                return new TupleValue(a.Items.Zip(b.Items, (x, y) => Join(x, y, lost)).ToImmutableArray());
            default:
                lost(one);
                lost(other);
                return Value.Unknown;
        }
    }

    private static HeapObject Join(HeapObject one, HeapObject other, Action<Value> lost)
    {
        switch (one, other)
        {
            case (Instance a, Instance b):
                // A member that one way did not set has the default of its type there, which is not looked at.
                var members = Join(a.Members, b.Members, (x, y) => Join(x, y, lost));
                foreach (var only in a.Members.Concat(b.Members).Where(m => !a.Members.ContainsKey(m.Key) || !b.Members.ContainsKey(m.Key)))
                {
                    lost(only.Value);
                    members = members.SetItem(only.Key, Value.Unknown);
                }

                return new Instance(a.Type, members, a.IsKnown && b.IsKnown);
            case (Items { Values: { } a } list, Items { Values: { } b }) when a.Count == b.Count:
                return list with { Values = a.Zip(b, (x, y) => Join(x, y, lost)).ToImmutableList() };
            case (Items a, Items b):
                (a.Values ?? ImmutableList<Value>.Empty).AddRange(b.Values ?? ImmutableList<Value>.Empty).ForEach(lost);
                return a with { Values = null };
            case (NamedModules a, NamedModules b):
                foreach (var (_, module) in (a.Modules ?? ImmutableList<(string?, Value)>.Empty).AddRange(b.Modules ?? ImmutableList<(string?, Value)>.Empty))
                {
                    lost(module);
                }

                return a with { Modules = null };
            default:
                return one;
        }
    }

    // What only one way has, the other cannot see: a variable that is not declared there, an object that is not made there.
    private static ImmutableDictionary<TKey, TValue> Join<TKey, TValue>(
        ImmutableDictionary<TKey, TValue> one, ImmutableDictionary<TKey, TValue> other, Func<TValue, TValue, TValue> join)
        where TKey : notnull
        where TValue : class
    {
        var joined = one;
        foreach (var pair in other)
        {
            joined = !one.TryGetValue(pair.Key, out var before) ? joined.Add(pair.Key, pair.Value)
                : ReferenceEquals(before, pair.Value) ? joined
                : joined.SetItem(pair.Key, join(before, pair.Value));
        }

        return joined;
    }
}
