using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Kd.Generators.Shapes;

/// <summary>Calculates with constants as C# does.</summary>
internal static class Arithmetic
{
    /// <summary>A constant of the source.</summary>
    public static Value Constant(object? constant) => constant switch
    {
        null => Value.Null,
        bool truth => Value.Of(truth),
        string text => new Constant(text),
        double or float => new Constant(System.Convert.ToDouble(constant)),
        sbyte or byte or short or ushort or int or uint or long => new Constant(System.Convert.ToInt64(constant)),
        _ => Value.Unknown,
    };

    /// <summary>A value as another type.</summary>
    public static Value Convert(Value value, ITypeSymbol? type) => (value, Underlying(type)) switch
    {
        (Constant { Content: long number }, SpecialType.System_Double) => new Constant((double)number),
        (Constant { Content: long number }, SpecialType.System_Single) => new Constant((double)(float)number),
        (Constant { Content: double number }, SpecialType.System_Int32 or SpecialType.System_Int64) => Math.Abs(number) < int.MaxValue ? new Constant((long)number) : Value.Unknown,
        (Constant { Content: double }, SpecialType.System_Double) => value,
        (Constant { Content: double number }, SpecialType.System_Single) => new Constant((double)(float)number),
        (Constant { Content: double }, not SpecialType.None and not SpecialType.System_Object) => Value.Unknown,
        (Constant { Content: long number }, SpecialType.System_Int32) => number is >= int.MinValue and <= int.MaxValue ? value : Value.Unknown,
        (Constant { Content: long }, SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Char or SpecialType.System_UInt32 or SpecialType.System_UInt64 or SpecialType.System_Decimal) => Value.Unknown,
        _ => value,
    };

    /// <summary>Whether two values are the same; nothing if that is not known.</summary>
    public static bool? AreEqual(Value one, Value other) => (one, other) switch
    {
        (Constant { Content: long a }, Constant { Content: double b }) => a == b,
        (Constant { Content: double a }, Constant { Content: long b }) => a == b,
        (Constant a, Constant b) => Equals(a.Content, b.Content),
        (Reference a, Reference b) => a.Id == b.Id,
        (UnknownValue or SampleCount, _) or (_, UnknownValue or SampleCount) => null,
        (Constant { Content: null }, _) or (_, Constant { Content: null }) => false,
        _ => null,
    };

    /// <summary>A unary operator.</summary>
    public static Value Unary(UnaryOperatorKind kind, Value value) => (kind, (value as Constant)?.Content) switch
    {
        (UnaryOperatorKind.Not, bool truth) => Value.Of(!truth),
        (UnaryOperatorKind.Minus, long number) => new Constant(-number),
        (UnaryOperatorKind.Minus, double number) => new Constant(-number),
        (UnaryOperatorKind.Plus, long or double) => value,
        _ => Value.Unknown,
    };

    /// <summary>A binary operator of numbers, truths or texts.</summary>
    public static Value Binary(BinaryOperatorKind kind, Value left, Value right, ITypeSymbol? type) => kind switch
    {
        BinaryOperatorKind.Equals => Value.Of(AreEqual(left, right)),
        BinaryOperatorKind.NotEquals => Value.Of(!AreEqual(left, right)),
        _ => ((left as Constant)?.Content, (right as Constant)?.Content) switch
        {
            (long a, long b) => Whole(kind, a, b, type),
            (double a, double b) => Convert(Real(kind, a, b), type),
            (double a, long b) => Convert(Real(kind, a, b), type),
            (long a, double b) => Convert(Real(kind, a, b), type),
            (bool a, bool b) => Truth(kind, a, b),
            (string a, string b) when kind == BinaryOperatorKind.Add => new Constant(a + b),
            (string a, long b) when kind == BinaryOperatorKind.Add => new Constant($"{a}{b}"),
            (long a, string b) when kind == BinaryOperatorKind.Add => new Constant($"{a}{b}"),
            _ => Value.Unknown,
        },
    };

    /// <summary>What an index of a tensor picks.</summary>
    public static Value TensorIndex(Value value) => value switch
    {
        RangeValue range => new SliceValue(FromBeginning(range.Start), FromBeginning(range.End), Value.Null),
        Constant { Content: long } => value,
        Constant { Content: null } => new SliceValue(Value.Null, Value.Null, Value.Null),
        FromEnd end => FromBeginning(end),
        _ => Value.Unknown,
    };

    // TorchSharp counts from the end by negative numbers.
    private static Value FromBeginning(Value index) => index switch
    {
        FromEnd { Index: Constant { Content: 0L } } => Value.Null,
        FromEnd end => Unary(UnaryOperatorKind.Minus, end.Index),
        _ => index,
    };

    private static Value Whole(BinaryOperatorKind kind, long a, long b, ITypeSymbol? type)
    {
        long? result = kind switch
        {
            BinaryOperatorKind.Add => a + b,
            BinaryOperatorKind.Subtract => a - b,
            BinaryOperatorKind.Multiply when Math.Abs((double)a * b) < long.MaxValue / 2 => a * b,
            BinaryOperatorKind.Divide when b != 0 => a / b,
            BinaryOperatorKind.Remainder when b != 0 => a % b,
            BinaryOperatorKind.LeftShift when b is >= 0 and < 31 && Math.Abs(a) < int.MaxValue => a << (int)b,
            BinaryOperatorKind.RightShift when b is >= 0 and < 31 => a >> (int)b,
            BinaryOperatorKind.And => a & b,
            BinaryOperatorKind.Or => a | b,
            _ => null,
        };

        // What overflows is not looked at.
        return result is { } number ? (Underlying(type) == SpecialType.System_Int32 && number is < int.MinValue or > int.MaxValue ? Value.Unknown : new Constant(number)) : Real(kind, a, b) is { Truth: not null } truth ? truth : Value.Unknown;
    }

    private static Value Real(BinaryOperatorKind kind, double a, double b) => kind switch
    {
        BinaryOperatorKind.Add => new Constant(a + b),
        BinaryOperatorKind.Subtract => new Constant(a - b),
        BinaryOperatorKind.Multiply => new Constant(a * b),
        BinaryOperatorKind.Divide => new Constant(a / b),
        BinaryOperatorKind.LessThan => Value.Of(a < b),
        BinaryOperatorKind.LessThanOrEqual => Value.Of(a <= b),
        BinaryOperatorKind.GreaterThan => Value.Of(a > b),
        BinaryOperatorKind.GreaterThanOrEqual => Value.Of(a >= b),
        _ => Value.Unknown,
    };

    private static Value Truth(BinaryOperatorKind kind, bool a, bool b) => kind switch
    {
        BinaryOperatorKind.And => Value.Of(a & b),
        BinaryOperatorKind.Or => Value.Of(a | b),
        BinaryOperatorKind.ExclusiveOr => Value.Of(a ^ b),
        _ => Value.Unknown,
    };

    private static SpecialType Underlying(ITypeSymbol? type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0].SpecialType : type?.SpecialType ?? SpecialType.None;
}
