using Kd.Generators.Models;

namespace Kd.Generators.Emission;

/// <summary>Writes how models are judged: by the metric and the task loss, without gradients.</summary>
internal sealed class EvaluationEmitter(CodeWriter code, RunSpec run, RunNames names)
{
    private const string Dataset = "global::Kd.Data.Dataset";
    private const string Evaluation = "global::Kd.Training.Evaluation";

    /// <summary>The expression for what judges all teachers and the student together.</summary>
    public const string Ensemble = "EvaluateEnsemble";

    /// <summary>Writes the field of a task loss that is not a term.</summary>
    public void Field(LearnerSpec learner)
    {
        if (OwnTask(learner) is null)
        {
            code.Line();
            code.Line($"// {learner.Judge.Task.Word.Source}, for validation and test alone");
            code.Line($"private readonly {learner.Judge.Task.Word.ClassType} {TaskField(learner)};");
        }
    }

    /// <summary>Writes how the field is made.</summary>
    public void Construction(LearnerSpec learner)
    {
        if (OwnTask(learner) is not null)
        {
            return;
        }

        var word = learner.Judge.Task.Word;
        var hasValues = word.Parameters.Any(p => p.Parameter.Length > 0);
        var local = run.IsGroup ? learner.Actor.Name + "Task" : "task";
        if (hasValues)
        {
            code.Line($"var {local} = new {word.AttributeType}{word.Arguments};");
        }

        code.Line($"{TaskField(learner)} = run.Own({RunNames.Field(learner.Actor)}, \"validationLoss\", {RunNames.Make(word, given: null, source: local + ".")});");
    }

    public void Emit()
    {
        foreach (var learner in run.Learners)
        {
            if (learner != run.Learners[0])
            {
                code.Line();
            }

            Evaluate(names.Evaluate(learner.Actor), learner, names.Widened(learner.Actor));
        }

        // A teacher is judged as the student is: they solve one task.
        foreach (var teacher in run.Teachers)
        {
            code.Line();
            Evaluate(names.Evaluate(teacher), run.Learners[0], names.Widened(teacher));
        }

        if (run.JudgesEnsemble)
        {
            code.Line();
            var mean = run.Learners[0].Judge.Task.Word.ClassType == "global::Kd.Losses.TaskLoss" ? "MeanOfProbabilities" : "MeanOfLogits";
            Evaluate(Ensemble, run.Learners[0], $"global::Kd.Training.Ensemble.{mean}({string.Join(", ", run.Actors.Select(names.Widened))})");
        }
    }

    private void Evaluate(string method, LearnerSpec learner, string predictions)
    {
        using var body = code.Block($"private {Evaluation} {method}({Dataset}<{names.Batch}> data)");
        code.Line($"var metric = new {learner.Judge.Metric.ClassType}();");
        using (code.Block("return _run.Evaluate(data, metric, batch =>", "});"))
        {
            code.Line($"var predictions = {predictions};");
            code.Line($"metric.Update({Arguments(learner.Judge.MetricArguments)});");
            code.Line($"return {TaskField(learner)}.Forward({Arguments(learner.Judge.Task.Arguments)});");
        }
    }

    private string Arguments(EquatableArray<ArgumentSpec> arguments) => string.Join(", ", arguments.Select(a =>
        names.Given(a) ?? (a.IsArray ? "new[] { predictions }" : "predictions")));

    private static TermSpec? OwnTask(LearnerSpec learner) =>
        learner.Terms.FirstOrDefault(t => t.Word.Path == learner.Judge.Task.Word.Path && t.Word.ClassType == learner.Judge.Task.Word.ClassType);

    private string TaskField(LearnerSpec learner) =>
        OwnTask(learner) is { } term ? RunNames.Field(term) : run.IsGroup ? $"_{learner.Actor.Name}ValidationLoss" : "_validationLoss";
}
