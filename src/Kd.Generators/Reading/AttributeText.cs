using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Kd.Generators.Reading;

/// <summary>Attributes as C# text.</summary>
internal static class AttributeText
{
    /// <summary>The attribute as it may have been written: <c>[Guided("early", Weight = 0.1)]</c>.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="except">Properties that are not said.</param>
    public static string Source(AttributeData attribute, params string[] except)
    {
        var text = new StringBuilder("[").Append(attribute.Word());
        var types = attribute.AttributeClass!.TypeArguments;
        if (types.Length > 0)
        {
            text.Append('<').Append(string.Join(", ", types.Select(t => t.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)))).Append('>');
        }

        var before = "(";
        foreach (var argument in attribute.ConstructorArguments)
        {
            foreach (var element in argument is { Kind: TypedConstantKind.Array, IsNull: false } ? argument.Values : ImmutableArray.Create(argument))
            {
                text.Append(before).Append(Constant(element, qualified: false));
                before = ", ";
            }
        }

        foreach (var named in attribute.NamedArguments)
        {
            if (!except.Contains(named.Key))
            {
                text.Append(before).Append(named.Key).Append(" = ").Append(Constant(named.Value, qualified: false));
                before = ", ";
            }
        }

        return text.Append(before == "(" ? "]" : ")]").ToString();
    }

    /// <summary>The arguments of an expression that makes such an attribute: <c>("early") { Weight = 0.1 }</c>.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="except">Properties that keep their defaults.</param>
    public static string Arguments(AttributeData attribute, params string[] except)
    {
        var text = new StringBuilder();
        var before = "(";
        foreach (var argument in attribute.ConstructorArguments)
        {
            text.Append(before).Append(Constant(argument, qualified: true));
            before = ", ";
        }

        text.Append(before == "(" ? "()" : ")");
        before = " { ";
        foreach (var named in attribute.NamedArguments)
        {
            if (!except.Contains(named.Key))
            {
                text.Append(before).Append(Names.Escaped(named.Key)).Append(" = ").Append(Constant(named.Value, qualified: true));
                before = ", ";
            }
        }

        return text.Append(before == ", " ? " }" : "").ToString();
    }

    /// <summary>A value as an expression.</summary>
    /// <param name="constant">The value.</param>
    /// <param name="qualified">Whether names of enums have their namespaces.</param>
    public static string Constant(TypedConstant constant, bool qualified)
    {
        switch (constant.Kind)
        {
            case var _ when constant.IsNull:
                return "null";
            case TypedConstantKind.Array:
                var element = ((IArrayTypeSymbol)constant.Type!).ElementType.FullName();
                return $"new {element}[] {{ {string.Join(", ", constant.Values.Select(v => Constant(v, qualified)))} }}";
            case TypedConstantKind.Type:
                return $"typeof({((ITypeSymbol)constant.Value!).FullName()})";
            case TypedConstantKind.Enum:
                var type = constant.Type!;
                var name = qualified ? type.FullName() : type.Name;
                var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => f.HasConstantValue && Equals(f.ConstantValue, constant.Value));
                return member is null ? $"({name})({constant.Value})" : $"{name}.{member.Name}";
            default:
                return Literal(constant.Value!);
        }
    }

    private static string Literal(object value)
    {
        var text = SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false);
        return value switch
        {
            double number => Real(number, "double", text),
            float number => Real(number, "float", text + "F"),
            long => text + "L",
            uint => text + "U",
            ulong => text + "UL",
            _ => text,
        };
    }

    private static string Real(double value, string type, string text) => value switch
    {
        double.NaN => type + ".NaN",
        double.PositiveInfinity => type + ".PositiveInfinity",
        double.NegativeInfinity => type + ".NegativeInfinity",
        _ => text,
    };
}
