using Kd.Generators.Diagnostics;
using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Reads a class that has <c>[Teacher]</c>, <c>[Student&lt;T&gt;]</c> or <c>[Student]</c>: the one place that knows the vocabulary.</summary>
internal sealed class ClassReader(Compilation compilation, Problems problems, CancellationToken cancellation)
{
    private const string Model = "model";
    private static readonly StageSymbol _onlyStage = new(null);

    // The words of students that are neither terms nor places.
    private static readonly string[] _ofStudents = ["StageAttribute", "FreezeAttribute", "MutualAttribute", "BornAgainAttribute", "MeanTeacherAttribute", "TeacherCacheAttribute"];

    private readonly LearnerReader _learners = new(compilation, problems);

    /// <summary>Reads a teacher.</summary>
    public ClassSpec ReadTeacher(INamedTypeSymbol type)
    {
        var model = new ModelReader(problems, cancellation).Read(type, isStudent: false);
        var weights = TeacherMark.File(type);
        var judge = new JudgeReader(compilation, problems).Read(type, teacher: null);
        var stages = new StageReader(problems).Read(type);
        var taskLosses = TermReader.Attributes(type).Where(t => JudgeReader.IsTask(t.Attribute)).ToList();
        var terms = new TermReader(new(compilation, problems), problems).Read(type, taskLosses, new(Model, type, []), new(type, [Model]));
        var misplaced = StudentWords(type).Where(a => !JudgeReader.IsTask(a)).ToList();
        foreach (var word in misplaced)
        {
            problems.Add(Descriptors.MisplacedWord, word, word.Word(), type.Name, "a teacher alone: it has [Hint]s, and learns by [TaskLoss]");
        }

        var training = _learners.Training(type, _onlyStage, needsOptimizer: weights is null);
        var checkpoints = Checkpoints(type, StudentRuns.Epochs(type), weights);
        if (!new ScriptReader(problems).IsRight(type) || model is null || terms is null || judge is null || stages is null || training is null || checkpoints is null || misplaced.Count > 0)
        {
            return new(model, default);
        }

        var learner = LearnerReader.Alone(judge, new(Model, model, ActorKind.Learner, type.Name), training);
        return new(model, EquatableArray.From([new RunSpec(
            RunKind.Teacher, type.Name, type.Name + "Trainer",
            EquatableArray.From([terms.Count == 0 ? learner : learner with { Terms = EquatableArray.From(terms.Select(t => t.Term)) }]), default, Train(type))
        {
            Weights = weights,
            IsScript = TeacherMark.IsScript(type),
            Checkpoints = EquatableArray.From(checkpoints),
        }]));
    }

    /// <summary>Looks at a class that is neither: one without the attribute that gives the others their meaning.</summary>
    public void ReadUnmarked(INamedTypeSymbol type)
    {
        // The words of an abstract class have their meaning in the students that derive from it.
        if (!type.IsAbstract && StudentWords(type).FirstOrDefault() is { } word)
        {
            problems.Add(Descriptors.MisplacedWord, word, word.Word(), type.Name, "none: mark it with [Student<TTeacher>], or with [Student] if no other model teaches it");
        }
    }

    /// <summary>Reads a student.</summary>
    public ClassSpec ReadStudent(INamedTypeSymbol type)
    {
        var model = new ModelReader(problems, cancellation).Read(type, isStudent: true);
        var runs = IsRight(type) & (MutualGroup.NameOf(type) is { } group ? Peer(type, model, group, out var read) : Student(type, model, out read));
        return new(model, runs && model is not null ? EquatableArray.From(read) : default);
    }

    private bool IsRight(INamedTypeSymbol type)
    {
        if (type.FindKdAttribute("TeacherAttribute") is not { } assistant || assistant.Named("Weights") is null)
        {
            return new ScriptReader(problems).IsRight(type) & new TeacherCacheReader(problems).HasTeachers(type);
        }

        var teacher = type.FindKdAttribute("StudentAttribute")!.AttributeClass!.TypeArguments.FirstOrDefault();
        problems.Add(Descriptors.WeightsOfStudent, assistant, type.Name, teacher?.Name ?? "its own scheme", teacher is null ? "[Student]" : $"[Student<{teacher.Name}>]");
        return false;
    }

    private bool Student(INamedTypeSymbol type, ModelSpec? model, out RunSpec[] runs)
    {
        runs = [];
        var teachers = new SchemeReader(compilation, problems, cancellation).Read(type, model);
        var stages = new StageReader(problems).Read(type);
        var actors = (teachers?.All.Select(t => t.Actor.Name) ?? []).Append("student");
        var judgedLike = teachers?.All.Select(t => t.Type).FirstOrDefault(t => !SymbolEqualityComparer.Default.Equals(t, type));
        var declared = _learners.Read(type, teachers, actors, judgedLike);
        var training = stages?.Select(stage => _learners.Training(type, stage, needsOptimizer: true)).ToList();
        var checkpoints = Checkpoints(type, stages?.Last().Epochs ?? StudentRuns.Epochs(type), weights: null);
        if (checkpoints is null || model is null || teachers is null || stages is null || declared is null || training is null || training.Contains(null) || !HaveCheckpoints(type, stages, teachers))
        {
            return false;
        }

        var student = new ActorSpec("student", model, ActorKind.Learner, type.Name);
        var learners = stages.Zip(training, (stage, words) => _learners.In(stage, declared, student, words!)).ToList();
        if (learners.Contains(null))
        {
            return false;
        }

        var builder = new StudentRuns(type, model, teachers, Train(type), checkpoints);
        runs = [builder.Baseline(LearnerReader.Alone(declared.Judge, student with { Name = Model }, training.Last()!), stages), .. builder.Stages(stages, learners!)];
        return new TeacherCacheReader(problems).FitsThePlaces(type, runs);
    }

    private bool Peer(INamedTypeSymbol type, ModelSpec? model, string group, out RunSpec[] runs)
    {
        runs = [];
        var peers = MutualGroup.Of(group, compilation);
        if (!MutualGroup.IsRight(type, peers, compilation, problems) || new GroupReader(compilation, problems, cancellation).Read(group, type, peers) is not { } read || model is null)
        {
            return false;
        }

        // The first of the peers has the run of all; what is wrong with another is told where it stands.
        var train = Train(peers.FirstOrDefault(p => p.FindKdAttribute("TrainAttribute") is not null) ?? type);
        var baseline = new StudentRuns(type, model, read.Teachers, train, []).Baseline(
            LearnerReader.Alone(read.Declared.Judge, new(Model, model, ActorKind.Learner, type.Name), read.Training), [_onlyStage]);
        var run = SymbolEqualityComparer.Default.Equals(peers[0], type) ? new GroupReader(compilation, Problems.Ignored, cancellation).ReadRun(group, peers, train) : null;
        runs = [.. new[] { baseline, run }.OfType<RunSpec>()];
        return true;
    }

    private int[]? Checkpoints(INamedTypeSymbol type, int last, string? weights)
    {
        if (type.FindKdAttribute("CheckpointsAttribute") is not { } attribute)
        {
            return [];
        }

        var epochs = attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } all] ? all.Values.Select(v => v.Value as int? ?? 0).ToArray() : [];
        var fault = type.FindKdAttribute("TeacherAttribute") is null ? "it is no [Teacher], so that nobody follows its epochs"
            : weights is not null ? "its weights come from a file, so that there is no training of which to keep epochs"
            : epochs.FirstOrDefault(e => e < 1 || e > last) is var wrong and not 0 ? $"its training has the epochs 1 to {last}, not {wrong}"
            : epochs.Contains(0) ? $"its training has the epochs 1 to {last}, not 0"
            : null;
        if (fault is not null)
        {
            problems.Add(Descriptors.UnknownCheckpoint, attribute, type.Name, fault);
        }

        return fault is null ? epochs : null;
    }

    private bool HaveCheckpoints(INamedTypeSymbol type, IReadOnlyList<StageSymbol> stages, Teachers teachers)
    {
        var complete = true;
        foreach (var (stage, teacher) in stages.Where(s => s.TeacherEpoch is not null).SelectMany(s => teachers.All.Select(t => (s, t))))
        {
            var kept = teacher.Type.FindKdAttribute("CheckpointsAttribute")?.ConstructorArguments is [{ Kind: TypedConstantKind.Array, IsNull: false } all] ? all.Values.Select(v => v.Value).ToList() : [];
            if (teacher.Actor.Kind != ActorKind.Frozen || !kept.Contains(stage.TeacherEpoch))
            {
                var attribute = type.GetAttributes().First(a => a.AttributeClass.IsKd("StageAttribute") && a.ConstructorArguments.FirstOrDefault().Value as string == stage.Name);
                problems.Add(
                    Descriptors.UnknownCheckpoint, attribute, teacher.Type.Name,
                    $"the stage \"{stage.Name}\" of {type.Name} wants its epoch {stage.TeacherEpoch}: add that to [Checkpoints({string.Join(", ", kept)})]");
                complete = false;
            }
        }

        return complete;
    }

    private static IEnumerable<AttributeData> StudentWords(INamedTypeSymbol type) =>
        from word in TermReader.Attributes(type)
            .Concat(PlaceReader.Attributes(type).Where(p => !p.IsHint && !p.Attribute.AttributeClass.DerivesFromKd("KnowledgeAttribute")).Select(p => (Symbol: p.Member, p.Attribute)))
            .Concat(Annotations.Of(type).Where(a => _ofStudents.Any(name => a.Attribute.AttributeClass.IsKd(name))).Select(a => (a.Symbol, a.Attribute)))

        // A base that teacher and student share may have words for students alone.
        where word.Symbol is ITypeSymbol || SymbolEqualityComparer.Default.Equals(word.Symbol.ContainingType, type)
        select word.Attribute;

    private static string Train(INamedTypeSymbol type) =>
        type.FindKdAttribute("TrainAttribute") is { } train ? AttributeText.Arguments(train) : "()";
}
