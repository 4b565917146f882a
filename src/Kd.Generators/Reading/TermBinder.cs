using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Finds what a term's loss is given: which places of the student, and which of whom it follows.</summary>
/// <param name="student">The class that has the terms.</param>
/// <param name="teachers">Whom it follows; nothing if that is not known.</param>
/// <param name="problems">Hears what cannot be found.</param>
internal sealed class TermBinder(INamedTypeSymbol student, Teachers? teachers, Problems problems)
{
    private readonly IReadOnlyList<PlaceAttributeData> _places = PlaceReader.Attributes(student);
    private readonly List<(AttributeData Attribute, string Hint)> _unknown = [];
    private readonly List<(AttributeData Attribute, string Id)> _unmatched = [];
    private readonly HashSet<string> _followed = [];
    private readonly HashSet<string> _alone = [];

    private string Learner => teachers?.Learner ?? "student";

    /// <summary>The places that a term names.</summary>
    public IReadOnlyList<(string Id, string Hint)> PlacesOf(AttributeData attribute) => TermReader.Places(attribute, _places);

    /// <summary>Binds a term.</summary>
    /// <returns>Nothing if a problem was told. Places that there are not are told by <see cref="Complete"/>.</returns>
    public TermSpec? Bind(TermSpec term, AttributeData attribute)
    {
        var takes = term.Arguments.Select(a => a.Source).ToList();
        var hasTeacher = takes.Exists(s => s is ArgumentSource.Teacher or ArgumentSource.TeacherFeatures or ArgumentSource.TeacherModule);
        if (hasTeacher && teachers is { IsOwn: true } && !TermReader.Ids(attribute).Any())
        {
            problems.Add(Descriptors.NoTeacherToFollow, attribute, attribute.Word(), student.Name);
            return null;
        }

        var bound = TermReader.IsOfExits(attribute) ? OfExits(term, attribute)
            : takes.Contains(ArgumentSource.StudentFeatures) ? WithFeatures(term, attribute)
            : Compared(term, attribute, hasTeacher);
        return bound is null ? null : WithModules(bound, attribute);
    }

    /// <summary>Tells of the places that terms or <c>[Place]</c>s name and nobody has.</summary>
    public bool Complete()
    {
        if (teachers is { IsOwn: false })
        {
            // A place that no term compares with a teacher's needs none there.
            _unknown.AddRange(
                from place in _places
                where place.Attribute.AttributeClass.IsKd("PlaceAttribute") && !_followed.Contains(place.Id) && !_alone.Contains(place.Id)
                where teachers.Find(place.Attribute, place.Hint, takesAll: true, Problems.Ignored) is { Count: 0 }
                select (place.Attribute, place.Hint));
        }

        _unknown.ForEach(u => teachers!.AddUnknown(u.Attribute, u.Hint, problems));

        // A mistyped id also leaves the hint that was meant without a place, which would be a second error about one mistake.
        if (_unknown.Count == 0)
        {
            _unmatched.ForEach(u => problems.Add(Descriptors.UnmatchedPlace, u.Attribute, student.Name, u.Id));
        }

        return _unknown.Count == 0 && _unmatched.Count == 0;
    }

    private TermSpec? Compared(TermSpec term, AttributeData attribute, bool hasTeacher)
    {
        var places = PlacesOf(attribute);
        if (places.Count == 0)
        {
            return OfOutputs(term, attribute, hasTeacher);
        }

        // A loss of one place that takes an array has one for each teacher.
        var takesAll = !term.IsSeveral && term.Arguments.Any(a => a is { Source: ArgumentSource.Teacher, IsArray: true });
        var (ours, theirs) = (new List<PlaceRef>(), new List<PlaceRef>());
        foreach (var (id, hint) in places)
        {
            var found = hasTeacher ? Follow(attribute, id, hint, takesAll) : null;
            if (hasTeacher && found is null)
            {
                return null;
            }

            if (!hasTeacher)
            {
                _alone.Add(id);
            }

            Demand(attribute, id);
            ours.AddRange(Enumerable.Repeat(new PlaceRef(Learner, id), Math.Max(1, found?.Count ?? 1)));
            theirs.AddRange(found ?? []);
        }

        return term with { Student = EquatableArray.From(ours), Teacher = EquatableArray.From(theirs) };
    }

    private TermSpec? OfOutputs(TermSpec term, AttributeData attribute, bool hasTeacher)
    {
        var own = new PlaceRef(Learner, PlaceRef.Logits);
        if (term.IsSeveral)
        {
            // A word about several places that names none compares the peers of a group.
            if (teachers is null or { Group.Count: 0 })
            {
                if (teachers is not null)
                {
                    problems.Add(Descriptors.WrongScheme, attribute, student.Name, $"[{attribute.Word()}] without places compares the peers of a group, but the class has no [Mutual]");
                }

                return null;
            }

            return term with { Student = EquatableArray.From(teachers.Group.Select(peer => new PlaceRef(peer, PlaceRef.Logits))) };
        }

        if (!hasTeacher)
        {
            return term with { Student = EquatableArray.From([own]) };
        }

        var found = teachers?.Find(attribute, PlaceRef.Logits, takesAll: true, problems);
        return found is null ? null : term with { Student = EquatableArray.From([own]), Teacher = EquatableArray.From(found) };
    }

    private TermSpec? OfExits(TermSpec term, AttributeData attribute)
    {
        var (exits, features) = (ExitIds("ExitAttribute"), ExitIds("ExitFeatureAttribute"));
        if (exits.Count == 0 || features.Count is not 0 && features.Count != exits.Count + 1)
        {
            problems.Add(Descriptors.WrongScheme, attribute, student.Name, exits.Count == 0
                ? $"[{attribute.Word()}] is about exits: put [Exit] on the members whose output are logits"
                : $"it has {exits.Count} [Exit] and {features.Count} [ExitFeature]: there has to be one for each exit and one for the model's own output, or none");
            return null;
        }

        return term with
        {
            Student = EquatableArray.From(exits.Append(PlaceRef.Logits).Select(id => new PlaceRef(Learner, id))),
            Features = EquatableArray.From(features.Select(id => new PlaceRef(Learner, id))),
        };

        List<string> ExitIds(string attributeName) => [.. _places.Where(p => p.Attribute.AttributeClass.IsKd(attributeName)).Select(p => p.Id)];
    }

    private TermSpec? WithFeatures(TermSpec term, AttributeData attribute)
    {
        var follows = term.Arguments.Any(a => a.Source == ArgumentSource.TeacherFeatures);
        if (Compared(term, attribute, follows) is not { } bound)
        {
            return null;
        }

        var logits = EquatableArray.From([new PlaceRef(Learner, PlaceRef.Logits)]);
        var answers = term.Arguments.Any(a => a.Source == ArgumentSource.Teacher) ? teachers?.Find(attribute, PlaceRef.Logits, takesAll: true, problems) : [];
        return answers is null ? null : bound with
        {
            Features = bound.Student,
            TeacherFeatures = bound.Teacher,
            Student = logits,
            Teacher = EquatableArray.From(answers),
        };
    }

    private TermSpec? WithModules(TermSpec term, AttributeData attribute)
    {
        var arguments = term.Arguments.ToList();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].Hint is not { } hint)
            {
                continue;
            }

            var followed = term.Teacher.Select(p => p.Actor).Distinct().ToList();
            var having = teachers?.All.Where(t => followed.Count == 0 || followed.Contains(t.Actor.Name)).ToList() ?? [];
            var wrong = having.Find(t => !t.Hints.Contains(hint) || t.Actor.Model.Places.FirstOrDefault(p => p.Id == hint)?.Tap.IsPlainOutput is false);
            if (having.Count == 0 || wrong is not null)
            {
                if (wrong is not null && wrong.Hints.Contains(hint))
                {
                    problems.Add(
                        Descriptors.WrongTap, attribute, attribute.Word(), student.Name,
                        $"it runs the teacher's module at \"{hint}\", which has to take one tensor and return one");
                }
                else if (wrong is not null)
                {
                    problems.AddUnknown(Descriptors.UnknownHint, attribute, hint, nearest: null, wrong.Type.Name, hint, $"[{attribute.Word()}] runs the module that has it");
                }

                return null;
            }

            arguments[i] = arguments[i] with { Modules = EquatableArray.From(having.Take(arguments[i].IsArray ? having.Count : 1).Select(t => new PlaceRef(t.Actor.Name, hint))) };
        }

        return term with { Arguments = EquatableArray.From(arguments) };
    }

    // The places that a place follows; an unknown one is remembered, so that the term can be read to its end.
    private IReadOnlyList<PlaceRef>? Follow(AttributeData attribute, string id, string hint, bool takesAll)
    {
        _followed.Add(id);
        var found = teachers?.Find(attribute, hint, takesAll, problems);
        if (found is { Count: 0 })
        {
            _unknown.Add((attribute, hint));
        }

        return found;
    }

    private void Demand(AttributeData attribute, string id)
    {
        if (id != PlaceRef.Logits && _places.All(p => p.Id != id))
        {
            _unmatched.Add((attribute, id));
        }
    }
}
