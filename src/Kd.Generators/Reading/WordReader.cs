using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads an attribute and finds the class behind it, with what its constructor takes.</summary>
internal sealed class WordReader(Compilation compilation, Problems problems)
{
    // What generated code reads itself: the factor of a term, and the map before it.
    private static readonly string[] _general = ["Weight", "Adapter"];

    // The same, of a weight that is declared to change.
    private static readonly string[] _changes = ["WarmUpEpochs", "WarmUp", "EndWeight"];

    private static readonly string[] _given = [WordSpec.StudentShape, WordSpec.TeacherShape, WordSpec.SampleCount];

    /// <summary>Reads a word of which a class has one.</summary>
    public WordSpec? Read(AttributeData attribute, WordRole role) =>
        Read(attribute, role, Names.Camel(attribute.Word()), Names.Pascal(attribute.Word()), out _);

    /// <summary>Reads a word.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="role">What it names a class for.</param>
    /// <param name="path">The beginning of its settings' paths.</param>
    /// <param name="identifier">The path as the beginning of names of properties.</param>
    /// <param name="implementation">The class.</param>
    public WordSpec? Read(AttributeData attribute, WordRole role, string path, string identifier, out INamedTypeSymbol? implementation)
    {
        implementation = FindClass(attribute, role, out var name);
        var properties = Properties(attribute.AttributeClass!);
        var parameters = implementation?.InstanceConstructors
            .Where(c => c.IsReachable())
            .OrderByDescending(c => c.Parameters.Length)
            .Select(c => (Constructor: c, Parameters: Bind(c, role, attribute, properties)))
            .FirstOrDefault(p => p.Parameters is not null);
        var fault = implementation switch
        {
            null => "does not exist",
            { IsAbstract: true } or { IsUnboundGenericType: true } => "is abstract or lacks type arguments, so that none can be made",
            _ when !implementation.DerivesFrom(role.Base) => $"does not derive from {role.Base.Substring("global::".Length)}",
            _ when !implementation.IsReachable() || !attribute.AttributeClass!.IsReachable() =>
                "generated code cannot see, or it cannot see the word: neither may be private, or visible in its file alone",
            _ when parameters?.Parameters is null => "has no constructor whose parameters all have the names and types of the attribute's properties",
            _ => null,
        };
        if (fault is not null)
        {
            problems.Add(Descriptors.WrongLossClass, attribute, attribute.Word(), name, fault);
            return null;
        }

        return new(
            path,
            identifier,
            AttributeText.Source(attribute),
            Cref(attribute.AttributeClass!),
            attribute.AttributeClass!.FullName(),
            AttributeText.Arguments(attribute),
            implementation!.FullName(),
            parameters!.Value.Parameters!.Value,
            EquatableArray.From(parameters.Value.Constructor.Parameters.Where(p => IsGiven(p, role, attribute)).Select(p => p.Name)),
            IsOwn: implementation!.ContainingAssembly?.Name != "Kd.Runtime");
    }

    private static HyperParameterSpec Parameter(string name, IPropertySymbol property) =>
        new(
            name,
            property.Name,
            Cref(property.ContainingType),
            property.Type.FullNullableName(),
            property.Type.IsPublic(),
            KindOf(property.Type));

    // In a cref, type parameters stand in braces.
    private static string Cref(INamedTypeSymbol type) => type.OriginalDefinition.FullName().Replace('<', '{').Replace('>', '}');

    private static ValueKind KindOf(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Double } => ValueKind.Double,
        { SpecialType: SpecialType.System_Int32 } => ValueKind.Int32,
        { SpecialType: SpecialType.System_Boolean } => ValueKind.Boolean,
        { TypeKind: TypeKind.Enum } => ValueKind.Enum,
        _ => ValueKind.Fixed,
    };

    private INamedTypeSymbol? FindClass(AttributeData attribute, WordRole role, out string name)
    {
        var argument = role.Class ?? attribute.AttributeClass.SelfAndBases().Select(t => Named(t, role)).FirstOrDefault(a => a is not null);
        name = argument?.ToString() ?? $"no class (it lacks [{role.ClassAttribute?.Replace("Attribute", "")}])";
        return argument switch
        {
            INamedTypeSymbol type => type,
            string fullName => compilation.GetTypeByMetadataName(fullName),
            _ => null,
        };
    }

    private static object? Named(ITypeSymbol word, WordRole role) =>
        role.ClassAttribute is not null && word.FindKdAttribute(role.ClassAttribute) is { ConstructorArguments.Length: 1 } named ? named.ConstructorArguments[0].Value
            : word is INamedTypeSymbol { TypeArguments: [{ TypeKind: TypeKind.Class } argument] } ? argument
            : null;

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

    private static EquatableArray<HyperParameterSpec>? Bind(
        IMethodSymbol constructor, WordRole role, AttributeData attribute, Dictionary<string, IPropertySymbol> properties)
    {
        if (role.Given is not null && constructor.Parameters.FirstOrDefault()?.Type.FullName() != role.Given)
        {
            return null;
        }

        var changes = attribute.NamedArguments.Any(n => _changes.Contains(n.Key)) ? _changes : [];
        var bound = _general.Concat(changes).Where(properties.ContainsKey).Select(name => Parameter("", properties[name])).ToList();
        foreach (var parameter in constructor.Parameters.Skip(role.Given is null ? 0 : 1).Where(p => !IsGiven(p, role, attribute)))
        {
            if (!properties.TryGetValue(parameter.Name, out var property) || !Takes(parameter.Type, property.Type))
            {
                return null;
            }

            bound.Add(Parameter(parameter.Name, property));
        }

        return EquatableArray.From(bound);
    }

    private static bool IsGiven(IParameterSymbol parameter, WordRole role, AttributeData attribute)
    {
        if (role != WordRole.Loss || !_given.Contains(parameter.Name))
        {
            return false;
        }

        // The task is judged without a teacher too, so that nothing has shapes to tell.
        var type = parameter.Name == WordSpec.SampleCount ? "long" : JudgeReader.IsTask(attribute) ? null : TermReader.IsSeveral(attribute) ? "long[][]" : "long[]";
        return parameter.Type.ToDisplayString() == type;
    }

    private static bool Takes(ITypeSymbol parameter, ITypeSymbol property) =>
        SymbolEqualityComparer.Default.Equals(property, parameter)
        && !(parameter.NullableAnnotation == NullableAnnotation.NotAnnotated && property.NullableAnnotation == NullableAnnotation.Annotated);
}
