using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>What is the same for all attributes of a class: the class that it names, and which of its properties that takes.</summary>
internal sealed class WordKind
{
    // What generated code reads itself: the factor of a term, and the map before it.
    private static readonly string[] _general = ["Weight", "Adapter"];

    // The same, of a weight that is declared to change.
    private static readonly string[] _changes = ["WarmUpEpochs", "WarmUp", "EndWeight"];

    private static readonly string[] _given = [WordSpec.StudentShape, WordSpec.TeacherShape, WordSpec.SampleCount];

    // A thousand models have a dozen kinds of words.
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<ISymbol, WordKind>> _kinds = new();

    private readonly INamedTypeSymbol _attribute;
    private readonly HyperParameterSpec[] _own = [];

    private WordKind(INamedTypeSymbol attribute, WordRole role, Compilation compilation)
    {
        _attribute = attribute;
        Class = FindClass(role, compilation, out var name);
        ClassName = name;
        (AttributeType, Cref) = (attribute.FullName(), CrefOf(attribute));
        Properties = ReadProperties();
        Batches = attribute.SelfAndBases().Select(t => t.FindKdAttribute("BatchesAttribute")).FirstOrDefault(a => a is not null) is { ConstructorArguments: [var arrangement] }
            ? AttributeText.Constant(arrangement, qualified: true)
            : null;
        var constructor = Class?.InstanceConstructors
            .Where(c => c.IsReachable())
            .OrderByDescending(c => c.Parameters.Length)
            .Select(c => (Symbol: c, Parameters: Bind(c, role)))
            .FirstOrDefault(c => c.Parameters is not null);
        Fault = Class switch
        {
            null => "does not exist",
            { IsAbstract: true } or { IsUnboundGenericType: true } => "is abstract or lacks type arguments, so that none can be made",
            _ when !Class.DerivesFrom(role.Base) => $"does not derive from {role.Base.Substring("global::".Length)}",
            _ when !Class.IsReachable() || !attribute.IsReachable() =>
                "generated code cannot see, or it cannot see the word: neither may be private, or visible in its file alone",
            _ when constructor?.Parameters is null => "has no constructor whose parameters all have the names and types of the attribute's properties",
            _ => null,
        };
        if (Fault is null)
        {
            _own = constructor!.Value.Parameters!;
            Given = EquatableArray.From(constructor.Value.Symbol.Parameters.Where(p => IsGiven(p, role)).Select(p => p.Name));
        }
    }

    /// <summary>The loss, optimizer, schedule or metric.</summary>
    public INamedTypeSymbol? Class { get; }

    /// <summary>Its name, for messages.</summary>
    public string ClassName { get; }

    /// <summary>What is wrong with it, if anything is.</summary>
    public string? Fault { get; }

    /// <summary>The attribute's class, with <c>global::</c>.</summary>
    public string AttributeType { get; }

    /// <summary>The same as a <c>cref</c>.</summary>
    public string Cref { get; }

    /// <summary>The constructor's parameters that generated code has itself.</summary>
    public EquatableArray<string> Given { get; }

    /// <summary>How batches are put together for it, as C# text; nothing for the plain way.</summary>
    public string? Batches { get; }

    /// <summary>What the loss's <c>Forward</c> takes, once that was read.</summary>
    public EquatableArray<ArgumentSpec>? Forward { get; set; }

    private Dictionary<string, IPropertySymbol> Properties { get; }

    /// <summary>The kind of an attribute. Its class derives from the base of one role alone.</summary>
    public static WordKind Of(INamedTypeSymbol attribute, WordRole role, Compilation compilation)
    {
        var kinds = _kinds.GetValue(compilation, static _ => new(SymbolEqualityComparer.Default));
        return kinds.TryGetValue(attribute, out var known) ? known : kinds.GetOrAdd(attribute, new WordKind(attribute, role, compilation));
    }

    /// <summary>The values that make options, for one attribute.</summary>
    public EquatableArray<HyperParameterSpec> ParametersOf(AttributeData attribute)
    {
        var changes = attribute.NamedArguments.Any(n => _changes.Contains(n.Key)) ? _changes : [];
        return EquatableArray.From(_general.Concat(changes).Where(Properties.ContainsKey).Select(name => Parameter("", Properties[name])).Concat(_own));
    }

    private INamedTypeSymbol? FindClass(WordRole role, Compilation compilation, out string name)
    {
        var argument = role.Class ?? _attribute.SelfAndBases().Select(t => Named(t, role)).FirstOrDefault(a => a is not null);
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

    private Dictionary<string, IPropertySymbol> ReadProperties()
    {
        var properties = new Dictionary<string, IPropertySymbol>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in _attribute.SelfAndBases().SelectMany(t => t.GetMembers()).OfType<IPropertySymbol>())
        {
            if (!properties.ContainsKey(property.Name) && property.DeclaredAccessibility == Accessibility.Public)
            {
                properties.Add(property.Name, property);
            }
        }

        return properties;
    }

    private HyperParameterSpec[]? Bind(IMethodSymbol constructor, WordRole role)
    {
        if (role.Given is not null && constructor.Parameters.FirstOrDefault()?.Type.FullName() != role.Given)
        {
            return null;
        }

        var bound = new List<HyperParameterSpec>();
        foreach (var parameter in constructor.Parameters.Skip(role.Given is null ? 0 : 1).Where(p => !IsGiven(p, role)))
        {
            if (!Properties.TryGetValue(parameter.Name, out var property) || !Takes(parameter.Type, property.Type))
            {
                return null;
            }

            bound.Add(Parameter(parameter.Name, property));
        }

        return [.. bound];
    }

    private bool IsGiven(IParameterSymbol parameter, WordRole role)
    {
        if (role != WordRole.Loss || !_given.Contains(parameter.Name))
        {
            return false;
        }

        // The task is judged without a teacher too, so that nothing has shapes to tell.
        var type = parameter.Name == WordSpec.SampleCount ? "long" : JudgeReader.IsTask(_attribute) ? null : TermReader.IsSeveral(_attribute) ? "long[][]" : "long[]";
        return parameter.Type.ToDisplayString() == type;
    }

    private static bool Takes(ITypeSymbol parameter, ITypeSymbol property) =>
        SymbolEqualityComparer.Default.Equals(property, parameter)
        && !(parameter.NullableAnnotation == NullableAnnotation.NotAnnotated && property.NullableAnnotation == NullableAnnotation.Annotated);

    private static HyperParameterSpec Parameter(string name, IPropertySymbol property) =>
        new(
            name,
            property.Name,
            CrefOf(property.ContainingType),
            property.Type.FullNullableName(),
            property.Type.IsPublic(),
            KindOf(property.Type));

    // In a cref, type parameters stand in braces.
    private static string CrefOf(INamedTypeSymbol type) => type.OriginalDefinition.FullName().Replace('<', '{').Replace('>', '}');

    private static ValueKind KindOf(ITypeSymbol type) => type switch
    {
        { SpecialType: SpecialType.System_Double } => ValueKind.Double,
        { SpecialType: SpecialType.System_Int32 } => ValueKind.Int32,
        { SpecialType: SpecialType.System_Boolean } => ValueKind.Boolean,
        { TypeKind: TypeKind.Enum } => ValueKind.Enum,
        _ => ValueKind.Fixed,
    };
}
