using System.Collections.Immutable;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Kd.Generators.Shapes;

/// <content>Patterns and types.</content>
internal sealed partial class Interpreter
{
    /// <summary>Whether a value has a pattern; nothing if that is not known.</summary>
    private bool? Matches(Value value, IPatternOperation pattern, Frame frame)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return true;
            case IConstantPatternOperation constant:
                return Evaluate(constant.Value, frame) is Constant { Content: null } ? IsNull(value) : Arithmetic.AreEqual(value, Evaluate(constant.Value, frame));
            case INegatedPatternOperation not:
                return !Matches(value, not.Pattern, frame);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either:
                return Matches(value, either.LeftPattern, frame) | Matches(value, either.RightPattern, frame);
            case IBinaryPatternOperation both:
                return Matches(value, both.LeftPattern, frame) & Matches(value, both.RightPattern, frame);
            case IRelationalPatternOperation relation:
                return Arithmetic.Binary(relation.OperatorKind, value, Evaluate(relation.Value, frame), null).Truth;
            case ITypePatternOperation type:
                return IsOf(value, type.MatchedType);
            case IDeclarationPatternOperation declaration:
                var matches = declaration.MatchesNull ? true : IsOf(value, declaration.MatchedType ?? declaration.NarrowedType);
                if (declaration.DeclaredSymbol is { } declared)
                {
                    Declare(frame, declared, value);
                }

                return matches;
            case IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: false, PropertySubpatterns.IsEmpty: true, DeclaredSymbol: null } positional when value is TupleValue tuple:
                return positional.DeconstructionSubpatterns.Zip(tuple.Items, (p, item) => Matches(item, p, frame)).Aggregate((bool?)true, (all, next) => all & next);
            case IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true, PropertySubpatterns.IsEmpty: true } any:
                if (any.DeclaredSymbol is { } named)
                {
                    Declare(frame, named, value);
                }

                return SymbolEqualityComparer.Default.Equals(any.MatchedType, any.InputType) ? !IsNull(value) : IsOf(value, any.MatchedType);
            default:
                // What is inside may declare variables.
                foreach (var inner in pattern.Descendants().OfType<IPatternOperation>().Prepend(pattern))
                {
                    var symbol = inner switch
                    {
                        IDeclarationPatternOperation d => d.DeclaredSymbol,
                        IRecursivePatternOperation r => r.DeclaredSymbol,
                        IListPatternOperation l => l.DeclaredSymbol,
                        _ => null,
                    };
                    if (symbol is not null)
                    {
                        Declare(frame, symbol, Value.Unknown);
                    }
                }

                Release(value);
                return IsNull(value) is true ? false : null;
        }
    }

    /// <summary>Whether a value is of a type; nothing if that is not known.</summary>
    private bool? IsOf(Value value, ITypeSymbol type)
    {
        if (IsNull(value) is true)
        {
            return false;
        }

        return Object(value) switch
        {
            Instance instance => instance.Type.SelfAndBases().Concat(instance.Type.AllInterfaces)
                .Any(t => SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, type.OriginalDefinition)) ? true : type.TypeKind == TypeKind.Class ? false : null,
            Layer layer when type.ContainingNamespace?.Name == "Modules" && type.TypeKind == TypeKind.Class => layer.Name == type.Name,
            NamedModules { IsDictionary: false } when type.ContainingNamespace?.Name == "Modules" => type.Name == "Sequential",
            _ when type.IsTensor() && value is TensorValue => true,
            _ => null,
        };
    }
}
