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
        "Model", "ModelLogits", "Student", "StudentTaps", "StudentLogits", "Teacher", "TeacherTaps", "TeacherLogits",
    ];

    private static readonly string[] _accepted =
    [
        "'Tensor student', 'Tensor teacher' (or Tensor[]) and 'Tensor labels'",
        "'Tensor[] student' and 'Tensor[] teacher', of two places each, and 'Tensor labels'",
    ];

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
        var taken = Taken(model, attributes);
        var complete = true;
        foreach (var (symbol, attribute) in attributes)
        {
            if (Term(attribute, symbol is INamedTypeSymbol ? null : symbol.Name) is { } term && HasNameOfItsOwn(term, attribute, model, terms, taken))
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

    /// <summary>The ids of the places that a term on a member or class compares.</summary>
    public static string[] Places(AttributeData attribute)
    {
        var count = attribute.AttributeClass.DerivesFromKd("RelationPairAttribute") ? 2
            : attribute.AttributeClass.DerivesFromKd("GuidedAttribute") || attribute.AttributeClass.DerivesFromKd("InstanceRelationAttribute") ? 1
            : 0;
        return [.. attribute.ConstructorArguments.Take(count).Select(a => a.Value as string ?? "")];
    }

    private static HashSet<string> Taken(INamedTypeSymbol model, IEnumerable<(ISymbol Symbol, AttributeData Attribute)> attributes)
    {
        var words = model.GetAttributes()
            .Where(a => a.AttributeClass.DerivesFromKd("OptimizerAttribute") || a.AttributeClass.DerivesFromKd("ScheduleAttribute"))
            .Select(a => Names.Pascal(a.Word()));
        var places = attributes.SelectMany(a => Places(a.Attribute)).Select(Names.Pascal).SelectMany(p => new[] { "Student" + p, "Teacher" + p });
        return new(_taken.Concat(Names.OfObject).Concat(words).Concat(places), StringComparer.OrdinalIgnoreCase);
    }

    private bool HasNameOfItsOwn(TermSpec term, AttributeData attribute, INamedTypeSymbol model, List<TermSpec> before, HashSet<string> taken)
    {
        var word = term.Word;
        var claims = word.Parameters.Select(p => p.Property)
            .Concat(term.Places.Select(id => Names.Pascal(id) + "Adapter"))
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
            // Two members that follow one hint are an error of their own.
            if (term.Member is null || term.Member == same.Member || !term.Places.Equals(same.Places))
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

    private static string? GivenName(AttributeData attribute) => attribute.NamedArguments.FirstOrDefault(n => n.Key == "Name").Value.Value as string;

    private TermSpec? Term(AttributeData attribute, string? member)
    {
        var places = Places(attribute);
        var name = GivenName(attribute) ?? string.Join(".", new[] { Names.Camel(attribute.Word()) }.Concat(places));
        var word = words.Read(attribute, WordRole.Loss, name, Names.Pascal(name), out var loss);
        if (word is null || Arguments(attribute, loss!, places.Length) is not { } arguments)
        {
            return null;
        }

        return new(word, member, EquatableArray.From(places), arguments, HasAdapter: word.Parameters.Any(p => p.Property == "Adapter"));
    }

    private EquatableArray<ArgumentSpec>? Arguments(AttributeData attribute, INamedTypeSymbol loss, int places)
    {
        var methods = loss.SelfAndBases()
            .Select(t => t.GetMembers("Forward").OfType<IMethodSymbol>().Where(m => m.DeclaredAccessibility == Accessibility.Public && !m.IsStatic).ToList())
            .FirstOrDefault(m => m.Count > 0) ?? [];
        if (methods.Count != 1 || methods[0].IsGenericMethod || !methods[0].ReturnType.IsTensor())
        {
            problems.Add(Descriptors.WrongLossClass, attribute, attribute.Word(), loss.ToDisplayString(), "has no single public 'Tensor Forward(...)'");
            return null;
        }

        var arguments = new List<ArgumentSpec>();
        foreach (var parameter in methods[0].Parameters)
        {
            var isArray = parameter.Type is IArrayTypeSymbol { ElementType: var element } && element.IsTensor();
            ArgumentSource? source = parameter.Name switch
            {
                "student" => ArgumentSource.Student,
                "teacher" => ArgumentSource.Teacher,
                "labels" when !isArray => ArgumentSource.Labels,
                _ => null,
            };
            var fits = isArray || (parameter.Type.IsTensor() && (places < 2 || source == ArgumentSource.Labels));
            if (source is null || !fits || parameter.RefKind is not (RefKind.None or RefKind.In))
            {
                problems.Add(
                    Descriptors.WrongLossClass, attribute, attribute.Word(), loss.ToDisplayString(),
                    $"has a Forward with the parameter '{parameter.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}'; it may have {_accepted[places < 2 ? 0 : 1]}");
                return null;
            }

            arguments.Add(new(source.Value, isArray));
        }

        return EquatableArray.From(arguments);
    }
}
