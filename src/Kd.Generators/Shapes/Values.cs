using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Shapes;

/// <summary>A value of an interpreted program, as far as it is known.</summary>
internal abstract record Value
{
    /// <summary>Anything.</summary>
    public static readonly Value Unknown = new UnknownValue();

    public static readonly Value Null = new Constant(null);
    public static readonly Value True = new Constant(true);
    public static readonly Value False = new Constant(false);

    /// <summary>The shape of a tensor; unknown if it is not known to be one.</summary>
    public Shape Shape => this is TensorValue tensor ? tensor.Sizes : Shape.Unknown;

    /// <summary>The whole number that it is, if it is one.</summary>
    public long? Number => (this as Constant)?.Content as long?;

    /// <summary>The truth that it is, if it is known.</summary>
    public bool? Truth => (this as Constant)?.Content as bool?;

    /// <summary>The text that it is, if it is one.</summary>
    public string? Text => (this as Constant)?.Content as string;

    /// <summary>It as a dimension of a tensor.</summary>
    public Dim Dim => this is SampleCount ? Dim.Samples : Dim.Of(Number);

    public static Value Of(bool? truth) => truth switch { true => True, false => False, null => Unknown };

    public static Value Of(Dim dim) => dim.IsSamples ? new SampleCount() : dim.Value is { } number ? new Constant(number) : Unknown;

    public static Value Of(Shape shape) => new TensorValue(shape);
}

internal sealed record UnknownValue : Value;

/// <summary>A constant; whole numbers and values of enumerations are <c>long</c>, other numbers <c>double</c>.</summary>
internal sealed record Constant(object? Content) : Value;

/// <summary>The number of samples in the batch.</summary>
internal sealed record SampleCount : Value;

/// <summary>A tensor.</summary>
internal sealed record TensorValue(Shape Sizes) : Value;

/// <summary>An array with the sizes of a tensor.</summary>
internal sealed record SizesValue(Shape Tensor) : Value;

/// <summary>A tuple.</summary>
internal sealed record TupleValue(ImmutableArray<Value> Items) : Value
{
    public static TupleValue Of(params Value[] items) => new(ImmutableArray.Create(items));

    public bool Equals(TupleValue? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Length;
}

/// <summary>A range of indices, from and to which each may be from the end.</summary>
internal sealed record RangeValue(Value Start, Value End) : Value;

/// <summary>An index from the end.</summary>
internal sealed record FromEnd(Value Index) : Value;

/// <summary>What picks a part of one dimension of a tensor: <c>TensorIndex</c>.</summary>
internal sealed record SliceValue(Value Start, Value Stop, Value Step) : Value;

/// <summary>A dimension of size 1 that is added by an index, or all dimensions that no index names.</summary>
internal sealed record SpecialIndex(bool IsNew) : Value;

/// <summary>An object on the heap.</summary>
internal sealed record Reference(int Id) : Value;

/// <summary>A function: a lambda or a method.</summary>
/// <param name="Method">What it runs.</param>
/// <param name="Body">The body of a lambda or a local function; nothing for a method.</param>
/// <param name="Target">The object that a method belongs to.</param>
/// <param name="Scope">Where a lambda stands.</param>
internal sealed record FunctionValue(IMethodSymbol Method, IOperation? Body, Value Target, Frame? Scope) : Value;
