using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads the terms of a student's loss.</summary>
internal sealed class TermReader(WordReader words, Problems problems)
{
    // What the generated code calls its own things.
    private static readonly string[] _taken = ["Total", "Batch", "Run", "Model", "Student", "Teacher", "StudentTaps", "TeacherTaps", "StudentLogits", "TeacherLogits", "ModelLogits", "Train"];

    /// <summary>Reads the terms on the class and on its members, in the order they are written.</summary>
    /// <param name="student">The class.</param>
    /// <returns>The terms, or nothing if one is wrong.</returns>
    public EquatableArray<TermSpec>? Read(INamedTypeSymbol student)
    {
        var terms = new List<TermSpec>();
        var names = new HashSet<string>(_taken, StringComparer.OrdinalIgnoreCase);
        var complete = true;
        foreach (var (symbol, attribute) in Attributes(student))
        {
            if (Term(attribute, symbol is INamedTypeSymbol ? null : symbol.Name) is not { } term)
            {
                complete = false;
            }
            else if (!names.Add(term.Word.Identifier))
            {
                problems.Add(Descriptors.DuplicateTerm, attribute, student.Name, term.Word.Path);
                complete = false;
            }
            else
            {
                terms.Add(term);
            }
        }

        if (complete && terms.Count == 0)
        {
            problems.Add(Descriptors.NoTerm, student, student.Name);
            return null;
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

    private TermSpec? Term(AttributeData attribute, string? member)
    {
        var places = Places(attribute);
        var name = attribute.NamedArguments.FirstOrDefault(n => n.Key == "Name").Value.Value as string
            ?? string.Join(".", new[] { Names.Camel(attribute.Word()) }.Concat(places));
        var word = words.Read(attribute, "LossClass", given: 0, name, Names.Pascal(name), out var loss);
        if (word is null || Arguments(attribute, loss!) is not { } arguments)
        {
            return null;
        }

        return new(word, member, EquatableArray.From(places), arguments, HasAdapter: word.Parameters.Any(p => p.Property == "Adapter"));
    }

    private EquatableArray<ArgumentSpec>? Arguments(AttributeData attribute, INamedTypeSymbol loss)
    {
        var methods = loss.SelfAndBases()
            .Select(t => t.GetMembers("Forward").OfType<IMethodSymbol>().Where(m => m.DeclaredAccessibility == Accessibility.Public && !m.IsStatic).ToList())
            .FirstOrDefault(m => m.Count > 0) ?? [];
        if (methods.Count != 1 || !methods[0].ReturnType.IsTensor())
        {
            problems.Add(Descriptors.WrongLossClass, attribute, attribute.Word(), loss.Name, "has no single public 'Tensor Forward(...)'");
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
            if (source is null || !(isArray || parameter.Type.IsTensor()))
            {
                problems.Add(
                    Descriptors.WrongLossClass, attribute, attribute.Word(), loss.Name,
                    $"has a Forward with the parameter '{parameter.Type.Name} {parameter.Name}'; it may have 'Tensor student', 'Tensor teacher' (or Tensor[]) and 'Tensor labels'");
                return null;
            }

            arguments.Add(new(source.Value, isArray));
        }

        return EquatableArray.From(arguments);
    }
}
