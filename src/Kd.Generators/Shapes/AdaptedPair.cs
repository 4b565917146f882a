using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Shapes;

/// <summary>A place of a student and one of a teacher that a word with an adapter compares.</summary>
/// <param name="Word">The word.</param>
/// <param name="Loss">The loss class.</param>
/// <param name="StudentPlace">The id of the student's place.</param>
/// <param name="Teacher">The teacher's class.</param>
/// <param name="TeacherModel">The same, as it is read.</param>
/// <param name="TeacherPlace">The id of the teacher's place.</param>
internal sealed record AdaptedPair(
    AttributeData Word, INamedTypeSymbol Loss, string StudentPlace, INamedTypeSymbol Teacher, ModelSpec TeacherModel, string TeacherPlace)
{
    /// <summary>The pairs of a student; none where it is declared wrongly, which is told elsewhere.</summary>
    public static IEnumerable<AdaptedPair> Of(INamedTypeSymbol type, ModelSpec model, Compilation compilation, CancellationToken cancellation)
    {
        if (Teachers(type, model, compilation, cancellation) is not { } teachers)
        {
            return [];
        }

        var actors = teachers.All.Select(t => t.Actor.Name).Append(teachers.Learner);
        var terms = new TermReader(new(compilation, Problems.Ignored), Problems.Ignored).Read(type, [.. TermReader.Attributes(type)], teachers, new TermNames(type, actors));
        return
            from term in terms ?? []
            where term.Term.HasAdapter
            let loss = compilation.GetTypeByMetadataName(term.Term.Word.ClassType.Replace("global::", ""))
            where loss is not null
            from pair in term.Term.Pairs.Distinct()
            let teacher = teachers.All.FirstOrDefault(t => t.Actor.Name == pair.Teacher.Actor)
            where teacher is not null && pair.Student.Actor == teachers.Learner
            select new AdaptedPair(term.Attribute, loss, pair.Student.Id, teacher.Type, teacher.Actor.Model, pair.Teacher.Id);
    }

    private static Teachers? Teachers(INamedTypeSymbol type, ModelSpec model, Compilation compilation, CancellationToken cancellation)
    {
        var reader = new SchemeReader(compilation, Problems.Ignored, cancellation);
        return MutualGroup.NameOf(type) is not { } group ? reader.Read(type, model)
            : reader.ReadGroup(MutualGroup.Of(group, compilation))?.FirstOrDefault(t => SymbolEqualityComparer.Default.Equals(t.Student, type));
    }
}
