using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads the terms of a student's loss.</summary>
internal sealed class TermReader(WordReader words, Problems problems)
{
    // What the generated code calls its own things.
    private static readonly string[] _taken =
    [
        "Total", "Names", "Values", "Losses", "Declared", "Train", "Run", "Batch", "BatchSize", "DataPath", "ImportedWeights",
        "StepContext", "ValidationLoss", "Uncertainty",
        "Model", "ModelLogits", "Student", "StudentTaps", "StudentLogits", "Teacher", "TeacherTaps", "TeacherLogits",
    ];

    private readonly SignatureReader _signatures = new(problems);

    /// <summary>Reads terms.</summary>
    /// <param name="model">The class that they are for.</param>
    /// <param name="attributes">Their attributes with what they stand on, in the order they are written.</param>
    /// <returns>The terms, or nothing if one is wrong.</returns>
    public EquatableArray<TermSpec>? Read(INamedTypeSymbol model, IReadOnlyList<(ISymbol Symbol, AttributeData Attribute)> attributes)
    {
        if (attributes.Count == 0)
        {
            problems.Add(Descriptors.NoTerm, model, model.Name);
            return null;
        }

        var terms = new List<TermSpec>();
        var places = PlaceReader.Attributes(model).ToList();
        var taken = Taken(model, attributes, places);
        var complete = true;
        foreach (var (symbol, attribute) in attributes)
        {
            if (Term(attribute, symbol is INamedTypeSymbol ? null : symbol.Name, places) is { } term && HasNameOfItsOwn(term, attribute, model, terms, taken))
            {
                terms.Add(term);
            }
            else
            {
                complete = false;
            }
        }

        return complete ? EquatableArray.From(terms) : null;
    }

    /// <summary>The attributes of terms with what they stand on.</summary>
    public static IEnumerable<(ISymbol Symbol, AttributeData Attribute)> Attributes(INamedTypeSymbol type) =>
        new ISymbol[] { type }.Concat(type.GetMembers().Where(m => m is IFieldSymbol { IsImplicitlyDeclared: false } or IPropertySymbol))
            .SelectMany(symbol => symbol.GetAttributes().Where(a => a.AttributeClass.DerivesFromKd("KnowledgeAttribute")).Select(a => (symbol, a)));

    /// <summary>The places that a term on a member or class compares.</summary>
    /// <param name="attribute">The term.</param>
    /// <param name="places">The places of the class.</param>
    public static PlacePair[] Places(AttributeData attribute, IReadOnlyCollection<PlaceAttributeData> places)
    {
        var ids = attribute.ConstructorArguments.Where(a => a.Kind == TypedConstantKind.Primitive).Select(a => a.Value as string ?? "").ToList();
        if (attribute.AttributeClass.DerivesFromKd("MemberKnowledgeAttribute"))
        {
            return [.. ids.Take(1).Select(hint => new PlacePair(attribute.Named("Place") as string ?? hint, hint))];
        }

        var several = attribute.AttributeClass.DerivesFromKd("MultiPlaceAttribute")
            ? attribute.ConstructorArguments.Where(a => a is { Kind: TypedConstantKind.Array, IsNull: false }).SelectMany(a => a.Values).Select(v => v.Value as string ?? "")
            : attribute.AttributeClass.DerivesFromKd("RelationPairAttribute") ? ids.Take(2)
            : [];
        return [.. several.Select(id => new PlacePair(id, places.FirstOrDefault(p => p.Id == id)?.Hint ?? id))];
    }

    /// <summary>Whether a term takes several places at once.</summary>
    public static bool IsSeveral(AttributeData attribute) =>
        attribute.AttributeClass.DerivesFromKd("RelationPairAttribute") || attribute.AttributeClass.DerivesFromKd("MultiPlaceAttribute");

    private static HashSet<string> Taken(
        INamedTypeSymbol model, IEnumerable<(ISymbol Symbol, AttributeData Attribute)> attributes, IReadOnlyCollection<PlaceAttributeData> places)
    {
        var words = model.GetAttributes()
            .Where(a => a.AttributeClass.DerivesFromKd("OptimizerAttribute") || a.AttributeClass.DerivesFromKd("ScheduleAttribute") || a.AttributeClass.IsKd("EarlyStoppingAttribute"))
            .Select(a => Names.Pascal(a.Word()));
        var features = attributes.SelectMany(a => Places(a.Attribute, places)).SelectMany(p => new[] { "Student" + Names.Pascal(p.Id), "Teacher" + Names.Pascal(p.Hint) });
        return new(_taken.Concat(Names.OfObject).Concat(words).Concat(features), StringComparer.OrdinalIgnoreCase);
    }

    private bool HasNameOfItsOwn(TermSpec term, AttributeData attribute, INamedTypeSymbol model, List<TermSpec> before, HashSet<string> taken)
    {
        var word = term.Word;
        var claims = word.Parameters.Select(p => p.Property)
            .Concat(term.Places.Select(p => Names.Pascal(p.Id) + "Adapter"))
            .Select(end => word.Identifier + end)
            .Append(word.Identifier)
            .ToList();
        if (!Names.IsUsable(word.Path))
        {
            // A default name that cannot be used comes from a place's id, and that is told where the place is.
            if (GivenName(attribute) is not null)
            {
                problems.Add(Descriptors.UnusableName, attribute, word.Path, "term", Names.Rule);
            }
        }
        else if (before.Find(t => string.Equals(t.Word.Identifier, word.Identifier, StringComparison.OrdinalIgnoreCase)) is { } same)
        {
            // Two members with one place, and one place that follows two hints, are errors of their own.
            var (place, other) = (term.Places.FirstOrDefault(), same.Places.FirstOrDefault());
            var isToldAtPlace = term.Member is not null && place is not null && place.Id == other?.Id && (term.Member != same.Member || place.Hint != other.Hint);
            if (!isToldAtPlace)
            {
                problems.Add(Descriptors.DuplicateTerm, attribute, model.Name, word.Path);
            }
        }
        else if (claims.Exists(taken.Contains))
        {
            problems.Add(Descriptors.UnusableName, attribute, word.Path, "term", Names.Taken);
        }
        else
        {
            taken.UnionWith(claims);
            return true;
        }

        return false;
    }

    private static string? GivenName(AttributeData attribute) => attribute.Named("Name") as string;

    private TermSpec? Term(AttributeData attribute, string? member, IReadOnlyCollection<PlaceAttributeData> all)
    {
        var places = Places(attribute, all);
        var name = GivenName(attribute) ?? string.Join(".", new[] { Names.Camel(attribute.Word()) }.Concat(places.Select(p => p.Id)));
        var word = words.Read(attribute, WordRole.Loss, name, Names.Pascal(name), out var loss);
        if (word is null || _signatures.Forward(attribute, loss!) is not { } arguments)
        {
            return null;
        }

        return new(word, member, EquatableArray.From(places), arguments, HasAdapter: word.Parameters.Any(p => p.Property == "Adapter"), IsSeveral(attribute));
    }
}
