using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads <c>[TeacherCache]</c>: what teachers give can be stored where they are frozen.</summary>
internal sealed class TeacherCacheReader(Problems problems)
{
    private const string Attribute = "global::Kd.TeacherCacheAttribute";
    private const int TopK = 2;

    /// <summary>Tells of a cache that has nothing to store.</summary>
    /// <param name="type">A student.</param>
    /// <returns>Whether there is none.</returns>
    public bool HasTeachers(INamedTypeSymbol type)
    {
        if (Find(type) is not { } attribute)
        {
            return true;
        }

        var fault = type.FindKdAttribute("MutualAttribute") is not null ? "its peers learn, so that what they give changes from step to step"
            : type.GetAttributes().Any(a => a.AttributeClass.IsKd("StudentAttribute") && a.AttributeClass!.Arity == 1) ? null
            : "it has no teacher of its own that stays as it is: that is what [Student<TTeacher>] gives it";
        if (fault is not null)
        {
            problems.Add(Descriptors.WrongScheme, attribute, type.Name, $"[TeacherCache] stores what frozen teachers give, but {fault}; take it away");
        }

        return fault is null;
    }

    /// <summary>Tells of hints of which the largest classes would be stored.</summary>
    /// <param name="type">A student.</param>
    /// <param name="runs">Its runs.</param>
    /// <returns>Whether there are none.</returns>
    public bool FitsThePlaces(INamedTypeSymbol type, IEnumerable<RunSpec> runs)
    {
        if (Find(type) is not { } attribute || attribute.Named("Format") is not TopK)
        {
            return true;
        }

        var term = runs.Where(r => r.TeacherCache is not null).SelectMany(r => r.Terms).FirstOrDefault(t => t.Teacher.Concat(t.TeacherFeatures).Any(p => !p.IsLogits));
        if (term is not null)
        {
            problems.Add(
                Descriptors.WrongScheme, attribute, type.Name,
                $"CacheFormat.TopK stores the largest classes of logits, but {term.Declaration} follows a hint: use CacheFormat.Float16");
        }

        return term is null;
    }

    /// <summary>The word, with its settings.</summary>
    public static WordSpec Word(AttributeData attribute) => new(
        "teacherCache", "TeacherCache", AttributeText.Source(attribute), Attribute, Attribute, AttributeText.Arguments(attribute), "",
        EquatableArray.From([Parameter("Enabled", "bool", ValueKind.Boolean), Parameter("Views", "int", ValueKind.Int32), Parameter("Format", "global::Kd.CacheFormat", ValueKind.Enum), Parameter("TopK", "int", ValueKind.Int32)]),
        default, IsOwn: false);

    private static AttributeData? Find(INamedTypeSymbol type) => type.FindKdAttribute("TeacherCacheAttribute");

    private static HyperParameterSpec Parameter(string property, string type, ValueKind kind) => new("", property, Attribute, type, IsPublic: true, kind);
}
