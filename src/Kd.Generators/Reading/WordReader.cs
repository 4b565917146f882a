using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads an attribute and finds the class behind it, with what its constructor takes.</summary>
internal sealed class WordReader(Compilation compilation, Problems problems)
{
    // What generated code reads itself: the factor of a term, and the map before it.
    private static readonly string[] _general = ["Weight", "Adapter"];

    /// <summary>Reads an optimizer or schedule word.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="classAttribute">The attribute that names the class, without <c>Attribute</c>.</param>
    /// <param name="given">How many of the constructor's parameters generated code passes itself.</param>
    public WordSpec? Read(AttributeData attribute, string classAttribute, int given) =>
        Read(attribute, classAttribute, given, Names.Camel(attribute.Word()), Names.Pascal(attribute.Word()), out _);

    /// <summary>Reads a word.</summary>
    public WordSpec? Read(AttributeData attribute, string classAttribute, int given, string path, string identifier, out INamedTypeSymbol? implementation)
    {
        implementation = FindClass(attribute, classAttribute, out var name);
        if (implementation is null)
        {
            problems.Add(Descriptors.WrongLossClass, attribute, attribute.Word(), name, "does not exist");
            return null;
        }

        var properties = Properties(attribute.AttributeClass!);
        foreach (var constructor in implementation.InstanceConstructors.Where(c => c.IsReachable()).OrderByDescending(c => c.Parameters.Length))
        {
            if (Bind(constructor, given, properties) is { } parameters)
            {
                return new(
                    path,
                    identifier,
                    AttributeText.Source(attribute),
                    attribute.AttributeClass!.FullName(),
                    AttributeText.Arguments(attribute),
                    implementation.FullName(),
                    parameters,
                    IsOwn: implementation.ContainingAssembly?.Name != "Kd.Runtime");
            }
        }

        problems.Add(
            Descriptors.WrongLossClass, attribute, attribute.Word(), name,
            "has no constructor whose parameters all have the names and types of the attribute's properties");
        return null;
    }

    private static HyperParameterSpec Parameter(string name, IPropertySymbol property) =>
        new(
            name,
            property.Name,
            // In a cref, type parameters stand in braces.
            property.ContainingType.OriginalDefinition.FullName().Replace('<', '{').Replace('>', '}'),
            property.Type.FullNullableName(),
            property.Type.IsPublic(),
            KindOf(property.Type));

    private static ValueKind KindOf(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Double } => ValueKind.Double,
        { SpecialType: SpecialType.System_Int32 } => ValueKind.Int32,
        { SpecialType: SpecialType.System_Boolean } => ValueKind.Boolean,
        { TypeKind: TypeKind.Enum } => ValueKind.Enum,
        _ => ValueKind.Fixed,
    };

    private INamedTypeSymbol? FindClass(AttributeData attribute, string classAttribute, out string name)
    {
        var named = attribute.AttributeClass.SelfAndBases().Select(t => t.FindKdAttribute(classAttribute + "Attribute")).FirstOrDefault(a => a is not null);
        var argument = named is { ConstructorArguments.Length: 1 } ? named.ConstructorArguments[0].Value : null;
        name = argument?.ToString() ?? "no class (it lacks [" + classAttribute + "])";
        return argument switch
        {
            INamedTypeSymbol type => type,
            string fullName => compilation.GetTypeByMetadataName(fullName),
            _ => null,
        };
    }

    private static Dictionary<string, IPropertySymbol> Properties(INamedTypeSymbol attributeClass)
    {
        var properties = new Dictionary<string, IPropertySymbol>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in attributeClass.SelfAndBases().SelectMany(t => t.GetMembers()).OfType<IPropertySymbol>())
        {
            if (!properties.ContainsKey(property.Name) && property.DeclaredAccessibility == Accessibility.Public)
            {
                properties.Add(property.Name, property);
            }
        }

        return properties;
    }

    private static EquatableArray<HyperParameterSpec>? Bind(IMethodSymbol constructor, int given, Dictionary<string, IPropertySymbol> properties)
    {
        var bound = _general.Where(properties.ContainsKey).Select(name => Parameter("", properties[name])).ToList();
        foreach (var parameter in constructor.Parameters.Skip(given))
        {
            if (!properties.TryGetValue(parameter.Name, out var property) || !Takes(parameter.Type, property.Type))
            {
                return null;
            }

            bound.Add(Parameter(parameter.Name, property));
        }

        return constructor.Parameters.Length < given ? null : EquatableArray.From(bound);
    }

    private static bool Takes(ITypeSymbol parameter, ITypeSymbol property) =>
        SymbolEqualityComparer.Default.Equals(property, parameter)
        && !(parameter.NullableAnnotation == NullableAnnotation.NotAnnotated && property.NullableAnnotation == NullableAnnotation.Annotated);
}
