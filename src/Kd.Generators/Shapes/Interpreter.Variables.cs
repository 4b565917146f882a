using System.Collections.Immutable;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Kd.Generators.Shapes;

/// <content>Variables, fields and what is assigned to them.</content>
internal sealed partial class Interpreter
{
    private void Declare(Frame frame, ISymbol symbol, Value value)
    {
        if (_state is { } state)
        {
            _state = state with { Variables = state.Variables.SetItem(new(frame.Id, symbol), value) };
        }
    }

    private void Write(Frame frame, ISymbol symbol, Value value)
    {
        for (var scope = frame; scope is not null; scope = scope.Outer)
        {
            if (_state is { } state && state.Variables.ContainsKey(new(scope.Id, symbol)))
            {
                Declare(scope, symbol, value);
                return;
            }
        }

        if (symbol is IParameterSymbol && frame.This is Reference reference && Object(reference) is Instance instance && instance.Members.ContainsKey(symbol))
        {
            Store(reference, instance with { Members = instance.Members.SetItem(symbol, value) });
            return;
        }

        Declare(frame, symbol, value);
    }

    private Value Read(Frame frame, ISymbol symbol)
    {
        for (var scope = frame; scope is not null; scope = scope.Outer)
        {
            if (_state is { } state && state.Variables.TryGetValue(new(scope.Id, symbol), out var value))
            {
                return value;
            }
        }

        // A parameter of a primary constructor lives as long as the object.
        return symbol is IParameterSymbol && Object(frame.This) is Instance instance && instance.Members.TryGetValue(symbol, out var captured) ? captured : Value.Unknown;
    }

    private Value ReadField(IFieldReferenceOperation reference, Frame frame)
    {
        var field = reference.Field;
        if (reference.Instance is null)
        {
            return field.ContainingType.Name == "TensorIndex" ? TensorShapes.Index(field)
                : field.IsReadOnly ? ReadStatic(field)
                : Value.Unknown;
        }

        var target = Evaluate(reference.Instance, frame);
        return target is TupleValue tuple ? Item(tuple, field) : ReadMember(target, field.OriginalDefinition, field.Type);
    }

    private static Value Item(TupleValue tuple, IFieldSymbol field)
    {
        var name = (field.CorrespondingTupleField ?? field).Name;
        return name.StartsWith("Item", StringComparison.Ordinal) && int.TryParse(name.Substring(4), out var number) && number >= 1 && number <= tuple.Items.Length ? tuple.Items[number - 1] : Value.Unknown;
    }

    private Value ReadMember(Value target, ISymbol member, ITypeSymbol type) => Object(target) is not Instance instance ? Value.Unknown
        : instance.Members.TryGetValue(member, out var value) ? value
        : instance.IsKnown ? Default(type)
        : Value.Unknown;

    private Value ReadStatic(ISymbol member)
    {
        if (member.ContainingType.StaticConstructors.Any(c => !c.IsImplicitlyDeclared) || source.Initializer(member) is not { } initializer)
        {
            return Value.Unknown;
        }

        var value = Evaluate(initializer, new(++_nextId, Value.Null, null));
        Share(value);
        return value;
    }

    private void Share(Value value)
    {
        if (value is Reference reference && Object(reference) is Items items)
        {
            Store(reference, items with { IsShared = true });
            items.Values?.ForEach(Share);
        }
        else if (Object(value) is NamedModules { Modules: { } entries })
        {
            entries.ForEach(e => Share(e.Module));
        }
    }

    private Value ReadProperty(IPropertyReferenceOperation reference, Frame frame)
    {
        var target = reference.Instance is null ? Value.Null : Evaluate(reference.Instance, frame);
        var arguments = reference.Arguments.Select(a => Evaluate(a.Value, frame)).ToList();
        return reference.Property.ContainingType.Name == "TensorIndex" ? TensorShapes.Index(reference.Property)
            : ReadProperty(reference.Property, target, arguments, isBase: reference.Instance?.Syntax is BaseExpressionSyntax);
    }

    /// <summary>What a property of an object gives.</summary>
    private Value ReadProperty(IPropertySymbol declared, Value target, IReadOnlyList<Value> arguments, bool isBase = false)
    {
        var property = Object(target) is Instance instance && !isBase ? Override(declared, instance.Type) : declared;
        if (!source.Has(property))
        {
            return Collections.Property(this, property, target, arguments) ?? TensorShapes.Property(property, target, arguments, this) ?? Value.Unknown;
        }

        if (SourceCode.IsAutomatic(property))
        {
            return property.IsStatic ? property.SetMethod is null ? ReadStatic(property) : Value.Unknown : ReadMember(target, property.OriginalDefinition, property.Type);
        }

        return property.GetMethod is { } getter ? Invoke(getter, target, arguments) : Value.Unknown;
    }

    private static IPropertySymbol Override(IPropertySymbol declared, INamedTypeSymbol type) => declared.IsVirtual || declared.IsAbstract || declared.IsOverride
        ? type.SelfAndBases().SelectMany(t => t.GetMembers(declared.Name)).OfType<IPropertySymbol>().FirstOrDefault(p => !p.IsAbstract) ?? declared
        : declared;

    private Value Assign(IAssignmentOperation assignment, Frame frame)
    {
        switch (assignment)
        {
            case ICompoundAssignmentOperation compound:
                var (before, operand) = (Evaluate(compound.Target, frame), Evaluate(compound.Value, frame));
                var result = compound.OperatorMethod is not { } method ? Arithmetic.Convert(Arithmetic.Binary(compound.OperatorKind, before, operand, compound.Type), compound.Type)
                    : source.Body(method) is not null ? Invoke(method, Value.Null, [before, operand])
                    : method.ContainingType.IsTensor() ? TensorShapes.Broadcast(method.Parameters.Zip([before, operand], (p, v) => (p, v)))
                    : Value.Unknown;
                return Assign(compound.Target, result, frame);
            case ICoalesceAssignmentOperation coalesce:
                return Coalesce(Evaluate(coalesce.Target, frame), () => Assign(coalesce.Target, Evaluate(coalesce.Value, frame), frame));
            default:
                return Assign(assignment.Target, Evaluate(assignment.Value, frame), frame);
        }
    }

    private Value Increment(IIncrementOrDecrementOperation step, Frame frame)
    {
        var before = Evaluate(step.Target, frame);
        var kind = step.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
        var after = Assign(step.Target, Arithmetic.Binary(kind, before, new Constant(1L), step.Type), frame);
        return step.IsPostfix ? before : after;
    }

    /// <summary>Assigns a value to a variable, a field, an element or, in parts, a tuple of such.</summary>
    private Value Assign(IOperation target, Value value, Frame frame)
    {
        switch (target)
        {
            case IParenthesizedOperation inner:
                return Assign(inner.Operand, value, frame);
            case IConversionOperation conversion:
                return Assign(conversion.Operand, value, frame);
            case ILocalReferenceOperation { IsDeclaration: true } local:
                Declare(frame, local.Local, value);
                break;
            case ILocalReferenceOperation { Local.RefKind: RefKind.None } local:
                Write(frame, local.Local, value);
                break;
            case IVariableDeclaratorOperation declarator:
                Declare(frame, declarator.Symbol, value);
                break;
            case IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter:
                Write(frame, parameter.Parameter, value);
                break;
            case IDeclarationExpressionOperation declaration:
                return Assign(declaration.Expression, value, frame);
            case ITupleOperation tuple:
                Deconstruct(tuple, value, frame);
                break;
            case IDiscardOperation:
                break;
            case IFieldReferenceOperation { Instance: { } instance } field:
                WriteMember(Evaluate(instance, frame), field.Field.OriginalDefinition, value);
                break;
            case IPropertyReferenceOperation { Instance: { } instance, Arguments.IsEmpty: true } property:
                WriteProperty(property.Property, Evaluate(instance, frame), value);
                break;
            case IPropertyReferenceOperation { Instance: { } instance, Arguments: [var index] }:
                WriteElement(Evaluate(instance, frame), Evaluate(index.Value, frame), value);
                break;
            case IArrayElementReferenceOperation { Indices: [var index] } element:
                WriteElement(Evaluate(element.ArrayReference, frame), Evaluate(index, frame), value);
                break;
            case IImplicitIndexerReferenceOperation element:
                WriteElement(Evaluate(element.Instance, frame), Evaluate(element.Argument, frame), value);
                break;
            default:
                throw NotUnderstood;
        }

        return value;
    }

    private void Deconstruct(ITupleOperation tuple, Value value, Frame frame)
    {
        var parts = value is TupleValue known && known.Items.Length == tuple.Elements.Length ? known.Items : (IReadOnlyList<Value>?)null;
        if (parts is null)
        {
            Release(value);
        }

        for (var i = 0; i < tuple.Elements.Length; i++)
        {
            Assign(tuple.Elements[i], parts?[i] ?? Value.Unknown, frame);
        }
    }

    private void WriteMember(Value target, ISymbol member, Value value)
    {
        if (target is Reference reference && Object(reference) is Instance instance)
        {
            Store(reference, instance with { Members = instance.Members.SetItem(member, value) });
        }
        else
        {
            Release(value);
        }
    }

    private void WriteProperty(IPropertySymbol declared, Value target, Value value)
    {
        var property = Object(target) is Instance instance ? Override(declared, instance.Type) : declared;
        if (source.Has(property) && SourceCode.IsAutomatic(property))
        {
            WriteMember(target, property.OriginalDefinition, value);
        }
        else if (property.SetMethod is { } setter && source.Body(setter) is not null)
        {
            Invoke(setter, target, [value]);
        }
        else
        {
            Release(value);
        }
    }

    private void WriteElement(Value target, Value index, Value value)
    {
        if (target is Reference reference && Object(reference) is Items { Values: { } values, IsShared: false } items && Position(index, values.Count) is { } at)
        {
            Store(reference, items with { Values = values.SetItem(at, value) });
            return;
        }

        if (target is Reference dictionary && Object(dictionary) is NamedModules { IsDictionary: true, Modules: { } modules } named && index.Text is { } key)
        {
            Store(dictionary, named with { Modules = modules.RemoveAll(m => m.Name == key).Add((key, value)) });
            return;
        }

        if (Object(target) is Items { IsShared: true })
        {
            throw NotUnderstood;
        }

        Release(target);
        Release(value);
    }

    /// <summary>What is in an array, list or other collection; nothing if that is not known.</summary>
    public IReadOnlyList<Value>? Elements(Value collection) => collection switch
    {
        SizesValue { Tensor: { IsOpen: false } shape } => [.. shape.Dims.Select(Value.Of)],
        _ => Object(collection) switch
        {
            Items items => items.Values,
            NamedModules { IsDictionary: true, Modules: { } modules } => [.. modules.Select(m => (Value)TupleValue.Of(new Constant(m.Name), m.Module))],
            _ => null,
        },
    };

    private Value Element(Value collection, Value index)
    {
        if (index is RangeValue range && Elements(collection) is { } all && Arithmetic.TensorIndex(range) is SliceValue slice && Bound(slice.Start, 0, all.Count) is { } from && Bound(slice.Stop, all.Count, all.Count) is { } to)
        {
            return Allocate(new Items(ImmutableList.CreateRange(all.Skip(from).Take(to - from))));
        }

        return collection is SizesValue sizes ? Value.Of(index is FromEnd end ? sizes.Tensor.At(-(end.Index.Number ?? long.MinValue)) : index.Number is >= 0 and { } number ? sizes.Tensor.At(number) : Dim.Unknown)
            : Elements(collection) is { } elements && Position(index, elements.Count) is { } position ? elements[position]
            : Lost(collection);
    }

    // One of them, but which?
    private Value Lost(Value collection)
    {
        foreach (var element in Elements(collection) ?? [])
        {
            Recorder.Lose(element);
        }

        return Value.Unknown;
    }

    private static int? Bound(Value index, int otherwise, int count) =>
        index is Constant { Content: null } ? otherwise : index.Number is { } number && (number < 0 ? number + count : number) is var at and >= 0 && at <= count ? (int)at : null;

    private static int? Position(Value index, int count) =>
        (index is FromEnd end ? count - end.Index.Number : index.Number) is { } at && at >= 0 && at < count ? (int)at : null;
}
