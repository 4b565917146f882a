using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads from whom a student learns: other models, its own former generation, the average of itself, or its peers.</summary>
internal sealed class SchemeReader(Compilation compilation, Problems problems, CancellationToken cancellation)
{
    // What generated code calls its own things.
    private static readonly HashSet<string> _taken = ["run", "student", "model", "uncertainty", "ensemble", "validationLoss"];

    /// <summary>Reads the teachers of a class that is trained alone.</summary>
    /// <param name="type">The class.</param>
    /// <param name="model">The same as a model.</param>
    /// <returns>Nothing if they are declared wrongly.</returns>
    public Teachers? Read(INamedTypeSymbol type, ModelSpec? model)
    {
        if (Offline(type) is not { } offline || !IsOneScheme(type))
        {
            return null;
        }

        var own = type.FindKdAttribute("BornAgainAttribute") is not null ? ActorKind.Frozen
            : type.FindKdAttribute("MeanTeacherAttribute") is not null ? ActorKind.Averaged
            : (ActorKind?)null;
        return own is null ? new("student", type, offline)
            : model is null ? null
            : new("student", type, [new(new("teacher", model, own.Value, own == ActorKind.Averaged ? type.Name + ".meanTeacher" : Generation(type.Name, 0)), type, TeacherSymbol.HintsOf(type, withPlaces: true))]);
    }

    /// <summary>The teachers of each peer of a group, by the names of the peers in the run.</summary>
    /// <param name="peers">The classes of the group.</param>
    /// <returns>Nothing if one is declared wrongly.</returns>
    public IReadOnlyList<Teachers>? ReadGroup(IReadOnlyList<INamedTypeSymbol> peers)
    {
        var models = peers.Select(p => new ModelReader(Problems.Ignored, cancellation).Read(p, isStudent: true)).ToList();
        var offline = peers.Select(Offline).ToList();
        if (models.Contains(null) || offline.Contains(null))
        {
            return null;
        }

        var learners = new List<TeacherSymbol>();
        foreach (var (peer, model) in peers.Zip(models, (p, m) => (p, m!)))
        {
            var copies = MutualGroup.Copies(peer);
            for (var i = 1; i <= copies; i++)
            {
                var name = NameOf(peer, "Peer") + (copies > 1 ? $"{i}" : "");
                learners.Add(new(new(name, model, ActorKind.Learner, i == 1 ? peer.Name : $"{peer.Name}.{i}"), peer, TeacherSymbol.HintsOf(peer, withPlaces: true)));
            }
        }

        var group = learners.ConvertAll(l => l.Actor.Name);
        var byPeer = peers.Zip(offline, (peer, teachers) => (peer, teachers: teachers!)).ToList();
        return learners.ConvertAll(learner =>
        {
            var teachers = byPeer.Find(p => SymbolEqualityComparer.Default.Equals(p.peer, learner.Type)).teachers;
            return new Teachers(learner.Actor.Name, learner.Type, [.. teachers, .. learners.Where(other => other != learner)]) { Group = group };
        });
    }

    /// <summary>The stage of a generation of a class, from 0; the last is the class's own.</summary>
    public static string Generation(string name, int generation) => generation == 0 ? name + ".Baseline" : $"{name}.generation{generation}";

    // The classes that [Student<TTeacher>] names.
    private List<TeacherSymbol>? Offline(INamedTypeSymbol student)
    {
        var attributes = student.GetAttributes().Where(a => a.AttributeClass.IsKd("StudentAttribute") && a.AttributeClass!.Arity == 1).ToList();
        var found = new List<TeacherSymbol>();
        var complete = true;
        foreach (var attribute in attributes)
        {
            complete &= Teacher(student, attribute, attributes.Count == 1 && student.FindKdAttribute("MutualAttribute") is null, found);
        }

        return complete ? found : null;
    }

    private bool Teacher(INamedTypeSymbol student, AttributeData attribute, bool isOnly, List<TeacherSymbol> found)
    {
        if (attribute.AttributeClass!.TypeArguments[0] is not INamedTypeSymbol { TypeKind: TypeKind.Class } teacher)
        {
            return false;
        }

        var fault = !SymbolEqualityComparer.Default.Equals(teacher.ContainingAssembly, compilation.Assembly) ? OfAnotherProject(teacher)
            : TeacherMark.Find(teacher) is null ? $"mark {teacher.Name} with {(teacher.DerivesFromKd("ScriptTeacher") ? "[TeacherScript(\"file.pt\")]" : "[Teacher]")}"
            : found.Exists(t => SymbolEqualityComparer.Default.Equals(t.Type, teacher)) ? "it is named twice"
            : null;
        if (fault is not null)
        {
            problems.Add(Descriptors.NotATeacher, attribute, teacher.Name, student.Name, fault);
            return false;
        }

        if (Circle(student, teacher, []) is { } circle)
        {
            problems.Add(Descriptors.TeacherCircle, attribute, string.Join(" learns from ", circle.Prepend(student.Name)));
            return false;
        }

        // What is wrong with the teacher is told where it stands.
        if (new ModelReader(Problems.Ignored, cancellation).Read(teacher, isStudent: false) is not { } model)
        {
            return false;
        }

        var name = isOnly ? "teacher" : NameOf(teacher, "Teacher");
        found.Add(new(new(name, model, ActorKind.Frozen, teacher.Name), teacher, TeacherSymbol.HintsOf(teacher, withPlaces: false)));
        return true;
    }

    // What is generated for a teacher stands in its class, and its training is a stage of its project.
    private static string OfAnotherProject(INamedTypeSymbol teacher) => "it belongs to another project; " + (teacher.IsSealed
        ? $"hold it in a teacher of this one, as in '[Teacher] partial class My{teacher.Name} : Module<Tensor, Tensor>' with a member of the type {teacher.Name}"
        : $"derive a teacher from it in this one, as in '[Teacher] partial class My{teacher.Name} : {teacher.Name}'");

    /// <summary>The classes on the way from a teacher back to its student, if there is one.</summary>
    private static IReadOnlyList<string>? Circle(INamedTypeSymbol student, INamedTypeSymbol teacher, HashSet<ISymbol> seen)
    {
        if (SymbolEqualityComparer.Default.Equals(student, teacher))
        {
            return [teacher.Name];
        }

        if (!seen.Add(teacher))
        {
            return null;
        }

        return teacher.GetAttributes()
            .Where(a => a.AttributeClass.IsKd("StudentAttribute") && a.AttributeClass!.Arity == 1)
            .Select(a => a.AttributeClass!.TypeArguments[0]).OfType<INamedTypeSymbol>()
            .Select(next => Circle(student, next, seen) is { } rest ? rest.Prepend(teacher.Name).ToList() : null)
            .FirstOrDefault(path => path is not null);
    }

    private bool IsOneScheme(INamedTypeSymbol type)
    {
        var attributes = type.GetAttributes();
        var words = attributes.Where(a => a.AttributeClass.IsKd("BornAgainAttribute") || a.AttributeClass.IsKd("MeanTeacherAttribute")).ToList();
        var isTaught = attributes.Any(a => a.AttributeClass.IsKd("StudentAttribute") && a.AttributeClass!.Arity == 1);
        var isFree = attributes.Any(a => a.AttributeClass.IsKd("StudentAttribute") && a.AttributeClass!.Arity == 0);
        var stage = type.FindKdAttribute("StageAttribute");
        var fault = isTaught && isFree ? (words.FirstOrDefault() ?? type.FindKdAttribute("StudentAttribute"), "it has [Student], which is for a class that no other model teaches, and [Student<TTeacher>]")
            : words.Count > 1 ? (words[1], $"it has [{words[0].Word()}] and [{words[1].Word()}]: keep one")
            : words.Count == 1 && isTaught ? (words[0], $"[{words[0].Word()}] is for a class that teaches itself: write [Student] without a teacher")
            : words.Count == 1 && stage is not null && words[0].AttributeClass.IsKd("BornAgainAttribute") ? (stage, "a generation of [BornAgain] has no [Stage]s")
            : ((AttributeData?, string)?)null;
        if (fault is var (at, text) && at is not null)
        {
            problems.Add(Descriptors.WrongScheme, at, type.Name, text);
        }

        return fault is null;
    }

    private static string NameOf(INamedTypeSymbol type, string ending)
    {
        var name = Names.Camel(type.Name);
        return _taken.Contains(name) ? name + ending : name;
    }
}
