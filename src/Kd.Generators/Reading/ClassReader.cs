using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Kd.Shared;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads a class that has <c>[Teacher]</c> or <c>[Student&lt;T&gt;]</c>: the one place that knows the vocabulary.</summary>
internal sealed class ClassReader(Compilation compilation, Problems problems, CancellationToken cancellation)
{
    private readonly WordReader _words = new(compilation, problems);

    /// <summary>Reads a teacher.</summary>
    public ClassSpec ReadTeacher(INamedTypeSymbol type)
    {
        var model = new ModelReader(problems, cancellation).Read(type, isStudent: false);
        var weights = TeacherMark.File(type);
        var judge = new JudgeReader(compilation, problems).Read(type, teacher: null);
        var taskLosses = TermReader.Attributes(type).Where(t => JudgeReader.IsTask(t.Attribute)).ToList();
        var terms = taskLosses.Count > 0 ? new TermReader(_words, problems).Read(type, taskLosses) : EquatableArray.From([JudgeReader.DefaultTask]);
        var misplaced = StudentWords(type).Where(a => !JudgeReader.IsTask(a)).ToList();
        foreach (var word in misplaced)
        {
            problems.Add(Descriptors.MisplacedWord, word, word.Word(), type.Name, "a teacher alone: it has [Hint]s, and learns by [TaskLoss]");
        }

        var complete = Training(type, needed: weights is null, out var training);
        return !new ScriptReader(problems).IsRight(type) || model is null || terms is null || judge is null || misplaced.Count > 0 || !complete
            ? new(model, default)
            : new(model, EquatableArray.From([new RunSpec(
                RunKind.Teacher, model, null, terms.Value, Train(type), training.Optimizer, training.Schedule, training.EarlyStopping, judge, LearnsWeights: false, weights) { IsScript = TeacherMark.IsScript(type) }]));
    }

    /// <summary>Looks at a class that is neither: one without the attribute that gives the others their meaning.</summary>
    public void ReadUnmarked(INamedTypeSymbol type)
    {
        if (StudentWords(type).FirstOrDefault() is { } word)
        {
            problems.Add(Descriptors.MisplacedWord, word, word.Word(), type.Name, "none: mark it with [Student<TTeacher>]");
        }
    }

    /// <summary>Reads a student.</summary>
    public ClassSpec ReadStudent(INamedTypeSymbol type, AttributeData attribute)
    {
        var model = new ModelReader(problems, cancellation).Read(type, isStudent: true);
        var teacher = Teacher(type, attribute, out var teacherModel);
        var terms = new TermReader(_words, problems).Read(type, [.. TermReader.Attributes(type)]);
        var matched = (teacher is null || Match(type, teacher)) & (terms is null || teacherModel is null || HaveModules(type, terms.Value, teacherModel));
        var judge = new JudgeReader(compilation, problems).Read(type, teacher);
        if (type.FindKdAttribute("TeacherAttribute") is { } assistant && assistant.Named("Weights") is not null)
        {
            problems.Add(Descriptors.WeightsOfStudent, assistant, type.Name, attribute.AttributeClass!.TypeArguments[0].Name);
            matched = false;
        }

        matched &= new ScriptReader(problems).IsRight(type);

        var complete = Training(type, needed: true, out var training);
        if (model is null || teacherModel is null || terms is null || judge is null || !matched || !complete)
        {
            return new(model, default);
        }

        var baseline = new RunSpec(
            RunKind.Baseline, model, null, EquatableArray.From([judge.Task]), Train(type), training.Optimizer, training.Schedule, training.EarlyStopping, judge, LearnsWeights: false, null);
        return new(model, EquatableArray.From([baseline, baseline with
        {
            Kind = RunKind.Student,
            Teacher = teacherModel,
            Terms = terms.Value,
            LearnsWeights = type.FindKdAttribute("UncertaintyWeightingAttribute") is not null,
        }]));
    }

    private INamedTypeSymbol? Teacher(INamedTypeSymbol student, AttributeData attribute, out ModelSpec? model)
    {
        model = null;
        if (attribute.AttributeClass!.TypeArguments[0] is not INamedTypeSymbol { TypeKind: TypeKind.Class } teacher)
        {
            return null;
        }

        var fault = TeacherMark.Find(teacher) is null ? $"mark {teacher.Name} with [Teacher]"
            : !SymbolEqualityComparer.Default.Equals(teacher.ContainingAssembly, student.ContainingAssembly) ? "it belongs to another project"
            : null;
        if (fault is not null)
        {
            problems.Add(Descriptors.NotATeacher, attribute, teacher.Name, student.Name, fault);
            return null;
        }

        // What is wrong with the teacher is told where it stands.
        model = new ModelReader(Problems.Ignored, cancellation).Read(teacher, isStudent: false);
        return teacher;
    }

    private bool Match(INamedTypeSymbol student, INamedTypeSymbol teacher)
    {
        var hints = PlaceReader.Attributes(teacher).Where(p => p.IsHint).Select(p => p.Id).Distinct().ToList();
        var places = PlaceReader.Attributes(student).ToList();
        var followed = TermReader.Attributes(student).SelectMany(t => TermReader.Places(t.Attribute, places).Select(pair => (Pair: pair, t.Attribute)))
            .Concat(places.Where(p => p.Attribute.AttributeClass.IsKd("PlaceAttribute")).Select(p => (Pair: new PlacePair(p.Id, p.Hint), p.Attribute)))
            .Where(f => f.Pair.Id != "logits")
            .ToList();
        var unknown = followed.Where(f => !hints.Contains(f.Pair.Hint)).ToList();
        foreach (var ((_, id), attribute) in unknown)
        {
            problems.AddUnknown(Descriptors.UnknownHint, attribute, id, NearestName.Find(id, hints), teacher.Name, id, Names.Suggestion(id, hints));
        }

        // A mistyped id also leaves the hint that was meant without a place, which would be a second error about one mistake.
        var unmatched = unknown.Count > 0 ? [] : followed.Where(f => places.All(p => p.Id != f.Pair.Id)).ToList();
        foreach (var ((id, _), attribute) in unmatched)
        {
            problems.Add(Descriptors.UnmatchedPlace, attribute, student.Name, id);
        }

        return unknown.Count == 0 && unmatched.Count == 0;
    }

    /// <summary>Whether the teacher has the modules that losses ask for.</summary>
    private bool HaveModules(INamedTypeSymbol student, EquatableArray<TermSpec> terms, ModelSpec teacher)
    {
        var complete = true;
        foreach (var (term, attribute) in terms.Zip(TermReader.Attributes(student), (term, found) => (term, found.Attribute)))
        {
            foreach (var id in term.Arguments.Select(a => a.Hint).OfType<string>())
            {
                var place = teacher.Places.FirstOrDefault(p => p.Id == id);
                if (place?.Tap.IsPlainOutput is true)
                {
                    continue;
                }

                complete = false;
                if (place is not null)
                {
                    problems.Add(
                        Descriptors.WrongTap, attribute, attribute.Word(), student.Name,
                        $"it runs the teacher's module at \"{id}\", which has to take one tensor and return one");
                }
                else
                {
                    problems.AddUnknown(Descriptors.UnknownHint, attribute, id, nearest: null, teacher.Name, id, $"[{attribute.Word()}] runs the module that has it");
                }
            }
        }

        return complete;
    }

    private bool Training(INamedTypeSymbol type, bool needed, out (WordSpec? Optimizer, WordSpec? Schedule, WordSpec? EarlyStopping) training)
    {
        var complete = One(type, "OptimizerAttribute", "optimizers", out var optimizer);
        complete &= One(type, "ScheduleAttribute", "schedules", out var schedule);
        training = (Read(optimizer, WordRole.Optimizer), Read(schedule, WordRole.Schedule), Read(type.FindKdAttribute("EarlyStoppingAttribute"), WordRole.EarlyStopping));
        if (needed && optimizer is null && complete)
        {
            problems.Add(Descriptors.NoOptimizer, type, type.Name);
            return false;
        }

        return complete && (optimizer is null || training.Optimizer is not null) && (schedule is null || training.Schedule is not null);
    }

    private WordSpec? Read(AttributeData? word, WordRole role) => word is null ? null : _words.Read(word, role);

    private bool One(INamedTypeSymbol type, string baseName, string plural, out AttributeData? word)
    {
        var words = type.GetAttributes().Where(a => a.AttributeClass.DerivesFromKd(baseName)).ToList();
        word = words.FirstOrDefault();
        if (words.Count > 1)
        {
            problems.Add(Descriptors.SeveralWords, words[1], type.Name, plural);
        }

        return words.Count <= 1;
    }

    private static IEnumerable<AttributeData> StudentWords(INamedTypeSymbol type) =>
        TermReader.Attributes(type).Select(t => t.Attribute)
            .Concat(PlaceReader.Attributes(type).Select(p => p.Attribute).Where(a => a.AttributeClass.IsKd("PlaceAttribute")));

    private static string Train(INamedTypeSymbol type) =>
        type.FindKdAttribute("TrainAttribute") is { } train ? AttributeText.Arguments(train) : "()";
}
