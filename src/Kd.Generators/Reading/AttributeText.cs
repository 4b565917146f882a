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
        var arguments = attribute.ConstructorArguments.SelectMany(Elements).Select(c => Constant(c, qualified: false))
            .Concat(attribute.NamedArguments.Where(n => !except.Contains(n.Key)).Select(n => $"{n.Key} = {Constant(n.Value, qualified: false)}"));
        var list = string.Join(", ", arguments);
        var types = string.Join(", ", attribute.AttributeClass!.TypeArguments.Select(t => t.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)));
        var word = types.Length == 0 ? attribute.Word() : $"{attribute.Word()}<{types}>";
        return list.Length == 0 ? $"[{word}]" : $"[{word}({list})]";
    }

    /// <summary>The arguments of an expression that makes such an attribute: <c>("early") { Weight = 0.1 }</c>.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="except">Properties that keep their defaults.</param>
    public static string Arguments(AttributeData attribute, params string[] except)
    {
        var positional = string.Join(", ", attribute.ConstructorArguments.Select(c => Constant(c, qualified: true)));
        var named = string.Join(", ", attribute.NamedArguments.Where(n => !except.Contains(n.Key)).Select(n => $"{Names.Escaped(n.Key)} = {Constant(n.Value, qualified: true)}"));
        return named.Length == 0 ? $"({positional})" : $"({positional}) {{ {named} }}";
    }

    private static IEnumerable<TypedConstant> Elements(TypedConstant constant) =>
        constant.Kind == TypedConstantKind.Array && !constant.IsNull ? constant.Values.AsEnumerable() : new[] { constant };

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
