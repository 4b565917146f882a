using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads the terms of a loss.</summary>
internal sealed class TermReader(WordReader words, Problems problems)
{
    private readonly SignatureReader _signatures = new(problems);

    /// <summary>Reads terms.</summary>
    /// <param name="model">The class that they are for.</param>
    /// <param name="attributes">Their attributes with what they stand on, in the order they are written.</param>
    /// <param name="teachers">Whom the class follows; nothing if that is not known, since it is declared wrongly.</param>
    /// <param name="names">The names that are free.</param>
    /// <returns>The terms with their attributes, or nothing if one is wrong.</returns>
    public IReadOnlyList<(TermSpec Term, AttributeData Attribute)>? Read(
        INamedTypeSymbol model, IReadOnlyList<(ISymbol Symbol, AttributeData Attribute)> attributes, Teachers? teachers, TermNames names)
    {
        var binder = new TermBinder(model, teachers, problems);
        var terms = new List<(TermSpec Term, AttributeData Attribute)>();
        foreach (var (symbol, attribute) in attributes)
        {
            if (Term(attribute, symbol is INamedTypeSymbol ? null : symbol.Name, binder) is { } term)
            {
                terms.Add((term, attribute));
            }
        }

        var complete = binder.Complete() & names.Add(terms, problems);
        return complete && terms.Count == attributes.Count ? terms : null;
    }

    /// <summary>The attributes of terms with what they stand on.</summary>
    public static IReadOnlyList<(ISymbol Symbol, AttributeData Attribute)> Attributes(INamedTypeSymbol type) =>
        [.. Annotations.Of(type).Where(a => a.Attribute.AttributeClass.DerivesFromKd("KnowledgeAttribute")).Select(a => (a.Symbol, a.Attribute))];

    /// <summary>Whether a term takes several places at once.</summary>
    public static bool IsSeveral(INamedTypeSymbol? word) =>
        word.DerivesFromKd("RelationPairAttribute") || word.DerivesFromKd("MultiPlaceAttribute") || word.DerivesFromKd("ExitKnowledgeAttribute");

    /// <summary>Whether a term is about the exits of the student.</summary>
    public static bool IsOfExits(AttributeData attribute) => attribute.AttributeClass.DerivesFromKd("ExitKnowledgeAttribute");

    /// <summary>The ids that a term on a member or class names.</summary>
    public static IReadOnlyList<string> Ids(AttributeData attribute)
    {
        var ids = attribute.ConstructorArguments.Where(a => a.Kind == TypedConstantKind.Primitive).Select(a => a.Value as string ?? "").ToList();
        return attribute.AttributeClass.DerivesFromKd("MemberKnowledgeAttribute") ? [.. ids.Take(1)]
            : attribute.AttributeClass.DerivesFromKd("RelationPairAttribute") ? [.. ids.Take(2)]
            : attribute.AttributeClass.DerivesFromKd("MultiPlaceAttribute")
                ? [.. attribute.ConstructorArguments.SelectMany(Texts)]
            : [];
    }

    // A word may take other values, which are no places; a null among places is a place that there is not.
    private static IEnumerable<string> Texts(TypedConstant argument) => argument switch
    {
        { Kind: TypedConstantKind.Array, IsNull: false, Type: IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } } => argument.Values.Select(v => v.Value as string ?? ""),
        { Kind: TypedConstantKind.Primitive, Type.SpecialType: SpecialType.System_String } => [argument.Value as string ?? ""],
        _ => [],
    };

    /// <summary>The places of the student that a term names, each with the id of the hint that it follows.</summary>
    public static IReadOnlyList<(string Id, string Hint)> Places(AttributeData attribute, IReadOnlyCollection<PlaceAttributeData> places) =>
        attribute.AttributeClass.DerivesFromKd("MemberKnowledgeAttribute")
            ? [.. Ids(attribute).Select(hint => (attribute.Named("Place") as string ?? hint, hint))]
            : [.. Ids(attribute).Select(id => (id, places.FirstOrDefault(p => p.Id == id)?.Hint ?? id))];

    private TermSpec? Term(AttributeData attribute, string? member, TermBinder binder)
    {
        var name = attribute.Named("Name") as string ?? string.Join(".", new[] { Names.Camel(attribute.Word()) }.Concat(binder.PlacesOf(attribute).Select(p => p.Id)));
        var word = words.Read(attribute, WordRole.Loss, name, Names.Pascal(name), out var kind);
        if (word is null || (kind.Forward ??= _signatures.Forward(attribute, kind.Class!)) is not { } arguments)
        {
            return null;
        }

        var term = new TermSpec(
            word, member, default, default, default, default, arguments, HasAdapter: word.Parameters.Any(p => p.Property == "Adapter"), IsSeveral(attribute.AttributeClass))
        {
            Batches = kind.Batches,
        };
        return binder.Bind(term, attribute);
    }
}
