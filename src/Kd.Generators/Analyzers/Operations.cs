using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Kd.Generators.Analyzers;

/// <summary>Questions to code that several analyzers ask.</summary>
internal static class Operations
{
    /// <summary>Whether a method is TorchSharp's.</summary>
    public static bool IsTorch(this IMethodSymbol method) => method.ContainingAssembly?.Name == "TorchSharp";

    /// <summary>Whether a method is the one that computes what a module returns.</summary>
    public static bool IsForward(this ISymbol? method) => method is IMethodSymbol { Name: "forward", IsOverride: true };

    /// <summary>The field or property of this object that an expression is, or nothing.</summary>
    public static ISymbol? Member(IOperation? operation) => operation switch
    {
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field => field.Field,
        IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } property => property.Property,
        _ => null,
    };

    /// <summary>Whether a member is a field or an automatic property, and so holds what it gives.</summary>
    public static bool IsStored(this ISymbol member) =>
        member is IFieldSymbol || member is IPropertySymbol && member.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, member));

    /// <summary>The type of what a field or automatic property holds; nothing for another member.</summary>
    public static ITypeSymbol? StoredType(this ISymbol member) => !member.IsStored() ? null : member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;

    /// <summary>The whole of the code that an expression is in: the body of a method, or an initializer.</summary>
    public static IOperation Root(this IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>An expression without what stands around it and changes nothing.</summary>
    public static IOperation? Plain(this IOperation? operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
        {
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        }

        return operation;
    }

    /// <summary>What an expression is a part of, past what changes nothing.</summary>
    public static IOperation? Use(this IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation or IVariableInitializerOperation)
        {
            parent = parent.Parent;
        }

        return parent;
    }

    /// <summary>The tensor that a call is about: what it is called on, else its first argument.</summary>
    public static IOperation? Subject(this IInvocationOperation call) =>
        (call.Instance ?? call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0)?.Value).Plain();

    /// <summary>The argument of a name, or nothing if it is left out.</summary>
    public static IArgumentOperation? Given(this IInvocationOperation call, string parameter) =>
        call.Arguments.FirstOrDefault(a => a.Parameter?.Name == parameter && a.ArgumentKind != ArgumentKind.DefaultValue);

    /// <summary>Whether a call leaves out a parameter whose default it then has.</summary>
    public static bool LeavesOut(this IInvocationOperation call, string parameter, bool value) =>
        call.Arguments.Any(a => a.Parameter?.Name == parameter && a.ArgumentKind == ArgumentKind.DefaultValue && Equals(a.Parameter.ExplicitDefaultValue, value));
}
