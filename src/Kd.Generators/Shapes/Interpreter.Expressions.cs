using System.Collections.Immutable;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Kd.Generators.Shapes;

/// <content>Expressions.</content>
internal sealed partial class Interpreter
{
    // Roslyn 4.8 has no name for them.
    private const OperationKind CollectionExpression = (OperationKind)127;
    private const OperationKind Spread = (OperationKind)128;

    private Value Evaluate(IOperation? expression, Frame frame)
    {
        if (expression is null || _state is null)
        {
            return Value.Unknown;
        }

        Step();
        return expression.ConstantValue.HasValue ? Arithmetic.Constant(expression.ConstantValue.Value) : expression switch
        {
            IParenthesizedOperation inner => Evaluate(inner.Operand, frame),
            IConversionOperation conversion => Convert(conversion, frame),
            ILocalReferenceOperation local => Read(frame, local.Local),
            IParameterReferenceOperation parameter => Read(frame, parameter.Parameter),
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } => frame.Receiver ?? Value.Unknown,
            IInstanceReferenceOperation => frame.This,
            IFieldReferenceOperation field => ReadField(field, frame),
            IPropertyReferenceOperation property => ReadProperty(property, frame),
            IArrayElementReferenceOperation { Indices: [var index] } element => Element(Evaluate(element.ArrayReference, frame), Evaluate(index, frame)),
            IImplicitIndexerReferenceOperation element => Element(Evaluate(element.Instance, frame), Evaluate(element.Argument, frame)),
            IInvocationOperation invocation => Invoke(invocation, frame),
            IObjectCreationOperation creation => Create(creation, frame),
            IArrayCreationOperation { Initializer: { } initializer } => Allocate(new Items(initializer.ElementValues.Select(v => Evaluate(v, frame)).ToImmutableList())),
            IArrayCreationOperation { DimensionSizes: [var size] } array => NewArray(Evaluate(size, frame), ((IArrayTypeSymbol)array.Type!).ElementType),
            { Kind: CollectionExpression } collection => Collect(collection, frame),
            ITupleOperation tuple => new TupleValue(tuple.Elements.Select(e => Evaluate(e, frame)).ToImmutableArray()),
            IBinaryOperation binary => Binary(binary, frame),
            IUnaryOperation unary => Unary(unary, frame),
            IConditionalOperation condition => Evaluate(condition.Condition, frame).Truth switch
            {
                true => Evaluate(condition.WhenTrue, frame),
                false => Evaluate(condition.WhenFalse, frame),
                null => Either(() => Evaluate(condition.WhenTrue, frame), () => Evaluate(condition.WhenFalse, frame)),
            },
            ICoalesceOperation coalesce => Coalesce(Evaluate(coalesce.Value, frame), () => Evaluate(coalesce.WhenNull, frame)),
            IConditionalAccessOperation access => Access(access, frame),
            IConditionalAccessInstanceOperation => frame.Accessed ?? Value.Unknown,
            IIsPatternOperation pattern => Value.Of(Matches(Evaluate(pattern.Value, frame), pattern.Pattern, frame)),
            IIsTypeOperation type => Value.Of(IsOf(Evaluate(type.ValueOperand, frame), type.TypeOperand) is var answer && type.IsNegated ? !answer : answer),
            ISwitchExpressionOperation choice => Choose(Evaluate(choice.Value, frame), choice, 0, frame),
            IAssignmentOperation assignment => Assign(assignment, frame),
            IIncrementOrDecrementOperation step => Increment(step, frame),
            IDelegateCreationOperation creation => Evaluate(creation.Target, frame),
            IMethodReferenceOperation method => new FunctionValue(method.Method, null, method.Instance is null ? Value.Null : Evaluate(method.Instance, frame), frame),
            IAnonymousFunctionOperation lambda => new FunctionValue(lambda.Symbol, lambda.Body, Value.Null, frame),
            IInterpolatedStringOperation text => Interpolate(text, frame),
            IRangeOperation range => new RangeValue(
                range.LeftOperand is null ? Value.Null : Evaluate(range.LeftOperand, frame), range.RightOperand is null ? Value.Null : Evaluate(range.RightOperand, frame)),
            IThrowOperation => Unreachable(),
            IDefaultValueOperation { Type: { } type } => Default(type),
            IArgumentOperation argument => Evaluate(argument.Value, frame),
            ITypeOfOperation or ISizeOfOperation => Value.Unknown,
            _ => Unfamiliar(expression, frame),
        };
    }

    // Of an expression that is not understood the parts may still have effects, and it has their values.
    private Value Unfamiliar(IOperation expression, Frame frame)
    {
        foreach (var part in expression.ChildOperations)
        {
            Release(Evaluate(part, frame));
        }

        return Value.Unknown;
    }

    private Value Unreachable()
    {
        _state = null;
        return Value.Unknown;
    }

    private Value Convert(IConversionOperation conversion, Frame frame)
    {
        var value = Evaluate(conversion.Operand, frame);
        if (conversion.OperatorMethod is { } method)
        {
            return source.Body(method) is not null ? Invoke(method, Value.Null, [value])
                : conversion.Type?.Name == "TensorIndex" ? Arithmetic.TensorIndex(value)
                : method.ContainingType.Name == "Index" ? value
                : conversion.Type?.Name == "Scalar" && value is Constant ? value
                : Value.Unknown;
        }

        return conversion.IsTryCast
            ? IsOf(value, conversion.Type!) switch { true => value, false => Value.Null, null => value is TensorValue ? value : Value.Unknown }
            : Arithmetic.Convert(value, conversion.Type);
    }

    private Value Binary(IBinaryOperation binary, Frame frame)
    {
        if (binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
        {
            var isOr = binary.OperatorKind is BinaryOperatorKind.ConditionalOr;
            var first = Evaluate(binary.LeftOperand, frame);
            return first.Truth == isOr ? first
                : first.Truth is not null ? Evaluate(binary.RightOperand, frame)
                : Either(() => Value.Of(isOr), () => Evaluate(binary.RightOperand, frame));
        }

        var left = Evaluate(binary.LeftOperand, frame);
        var right = Evaluate(binary.RightOperand, frame);
        return binary.OperatorMethod is not { } method ? Arithmetic.Binary(binary.OperatorKind, left, right, binary.Type)
            : source.Body(method) is not null ? Invoke(method, Value.Null, [left, right])
            : method.ContainingType.IsTensor() ? TensorShapes.Broadcast(method.Parameters.Zip([left, right], (p, v) => (p, v)))
            : Value.Unknown;
    }

    private Value Unary(IUnaryOperation unary, Frame frame)
    {
        var value = Evaluate(unary.Operand, frame);
        return unary.OperatorKind is UnaryOperatorKind.Hat ? new FromEnd(value)
            : unary.OperatorMethod is not { } method ? Arithmetic.Unary(unary.OperatorKind, value)
            : source.Body(method) is not null ? Invoke(method, Value.Null, [value])
            : value is TensorValue ? value
            : Value.Unknown;
    }

    private Value Coalesce(Value value, Func<Value> otherwise) => IsNull(value) switch
    {
        true => otherwise(),
        false => value,
        null => Either(() => value, otherwise),
    };

    private Value Access(IConditionalAccessOperation access, Frame frame)
    {
        var value = Evaluate(access.Operation, frame);
        Value Inside() => Evaluate(access.WhenNotNull, frame with { Accessed = value });
        return IsNull(value) switch
        {
            true => Value.Null,
            false => Inside(),
            null => Either(() => Value.Null, Inside),
        };
    }

    private static bool? IsNull(Value value) => value switch
    {
        Constant constant => constant.Content is null,
        UnknownValue => null,
        _ => false,
    };

    private Value Choose(Value value, ISwitchExpressionOperation choice, int index, Frame frame)
    {
        for (; index < choice.Arms.Length; index++)
        {
            var arm = choice.Arms[index];
            var match = Matches(value, arm.Pattern, frame);
            if (match is not false && arm.Guard is not null)
            {
                match &= Evaluate(arm.Guard, frame).Truth;
            }

            if (match is false)
            {
                continue;
            }

            var rest = index + 1;
            return match is true ? Evaluate(arm.Value, frame) : Either(() => Evaluate(arm.Value, frame), () => Choose(value, choice, rest, frame));
        }

        return Unreachable();
    }

    private Value Interpolate(IInterpolatedStringOperation text, Frame frame)
    {
        var parts = text.Parts.Select(part => part switch
        {
            IInterpolatedStringTextOperation literal => Evaluate(literal.Text, frame).Text,
            IInterpolationOperation { FormatString: null } hole => Evaluate(hole.Expression, frame) is { } value ? value.Text ?? (value.Number is { } number ? $"{number}" : null) : null,
            _ => null,
        }).ToList();
        return parts.Contains(null) ? Value.Unknown : new Constant(string.Concat(parts));
    }

    private Value Collect(IOperation collection, Frame frame)
    {
        var items = ImmutableList.CreateBuilder<Value>();
        var isKnown = true;
        foreach (var element in collection.ChildOperations)
        {
            if (element.Kind != Spread)
            {
                items.Add(Evaluate(element, frame));
            }
            else if (Evaluate(element.ChildOperations.First(), frame) is var spread && Elements(spread) is { } more)
            {
                items.AddRange(more);
            }
            else
            {
                Release(spread);
                isKnown = false;
            }
        }

        if (!isKnown)
        {
            items.ForEach(Release);
        }

        return Allocate(new Items(isKnown ? items.ToImmutable() : null));
    }

    private Value NewArray(Value size, ITypeSymbol element) =>
        Allocate(new Items(size.Number is >= 0 and < 1024 and var count ? ImmutableList.CreateRange(Enumerable.Repeat(Default(element), (int)count)) : null));

    /// <summary>What a variable of a type has before anything is assigned.</summary>
    private static Value Default(ITypeSymbol type) => type switch
    {
        { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => Value.Null,
        { SpecialType: SpecialType.System_Boolean } => Value.False,
        { SpecialType: SpecialType.System_Double or SpecialType.System_Single } => new Constant(0.0),
        { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_UInt64 } or { TypeKind: TypeKind.Enum } => new Constant(0L),
        _ => Value.Unknown,
    };
}
