using Kd.Generators.Models;
using Microsoft.CodeAnalysis;

namespace Kd.Generators.Reading;

/// <summary>Puts together the runs of a student: its stages or generations, and its baseline.</summary>
/// <param name="type">The class.</param>
/// <param name="model">The same as a model.</param>
/// <param name="teachers">Whom it follows.</param>
/// <param name="train">The arguments of <c>[Train]</c>.</param>
/// <param name="checkpoints">The epochs of the last run whose weights are kept beside the final ones.</param>
internal sealed class StudentRuns(INamedTypeSymbol type, ModelSpec model, Teachers teachers, string train, int[] checkpoints)
{
    private const int DefaultEpochs = 30;

    /// <summary>The epochs that <c>[Train]</c> gives a class.</summary>
    public static int Epochs(INamedTypeSymbol type) => type.FindKdAttribute("TrainAttribute")?.Named("Epochs") as int? ?? DefaultEpochs;

    /// <summary>The student alone, with as many epochs as its stages have together.</summary>
    public RunSpec Baseline(LearnerSpec learner, IReadOnlyList<StageSymbol> stages) =>
        new(RunKind.Baseline, SchemeReader.Generation(type.Name, 0), type.Name + "Baseline", EquatableArray.From([learner]), default, train)
        {
            Epochs = stages.Count > 1 || stages[0].Epochs is not null ? stages.Sum(s => s.Epochs ?? Epochs(type)) : null,
        };

    /// <summary>The student's stages, one for each learner, or its generations.</summary>
    public IEnumerable<RunSpec> Stages(IReadOnlyList<StageSymbol> stages, IReadOnlyList<LearnerSpec> learners)
    {
        var meanTeacher = type.FindKdAttribute("MeanTeacherAttribute") is { } word ? MeanTeacher(word) : null;
        if (type.FindKdAttribute("BornAgainAttribute") is { } bornAgain)
        {
            return Generations(learners[0], bornAgain.Named("Generations") as int? ?? 1);
        }

        return stages.Select((stage, i) => Run(i == stages.Count - 1 ? null : stage.Name!, learners[i], teachers.All.Select(t => t.Actor with { Epoch = stage.TeacherEpoch })) with
        {
            Epochs = stage.Epochs,
            Before = i == 0 ? null : StageName(stages[i - 1].Name!),
            IsContinued = i < stages.Count - 1,
            StageName = stage.Name,
            MeanTeacher = meanTeacher,
            TeacherCache = type.FindKdAttribute("TeacherCacheAttribute") is { } cache ? TeacherCacheReader.Word(cache) : null,
        });
    }

    private IEnumerable<RunSpec> Generations(LearnerSpec learner, int count)
    {
        // Each follows the one before; the last is judged together with all.
        for (var generation = 1; generation <= count; generation++)
        {
            var isLast = generation == count;
            var before = Enumerable.Range(0, generation).Reverse()
                .Select(g => teachers.All[0].Actor with { Stage = SchemeReader.Generation(type.Name, g), Name = g == generation - 1 ? "teacher" : $"generation{g}" });
            yield return Run(isLast ? null : $"generation{generation}", learner, isLast ? before : before.Take(1)) with
            {
                Generation = generation,
                JudgesEnsemble = isLast,
            };
        }
    }

    private RunSpec Run(string? stage, LearnerSpec learner, IEnumerable<ActorSpec> actors) => new(
        RunKind.Student,
        stage is null ? type.Name : StageName(stage),
        $"{type.Name}{(stage is null ? "" : Names.Pascal(stage))}Distiller",
        EquatableArray.From([learner]),
        EquatableArray.From(actors),
        train)
    {
        Student = stage is null ? null : type.Name,
        Checkpoints = stage is null ? EquatableArray.From(checkpoints) : default,
    };

    private string StageName(string stage) => $"{model.Name}.{stage}";

    private static WordSpec MeanTeacher(AttributeData attribute) => new(
        "meanTeacher", "MeanTeacher", AttributeText.Source(attribute), "global::Kd.MeanTeacherAttribute", "global::Kd.MeanTeacherAttribute", AttributeText.Arguments(attribute), "",
        EquatableArray.From([new HyperParameterSpec("", "Decay", "global::Kd.MeanTeacherAttribute", "double", IsPublic: true, ValueKind.Double)]), default, IsOwn: false);
}
