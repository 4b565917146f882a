using Kd.Generators.Models;
using Kd.Generators.Reading;

namespace Kd.Generators.Emission;

/// <summary>Writes how models are judged: by the metric and the task loss, without gradients.</summary>
internal sealed class EvaluationEmitter(CodeWriter code, RunSpec run, RunNames names)
{
    private const string Dataset = "global::Kd.Data.Dataset";
    private const string Evaluation = "global::Kd.Training.Evaluation";

    private TermSpec? OwnTask => run.Terms.FirstOrDefault(t => t.Word.Path == run.Judge.Task.Word.Path && t.Word.ClassType == run.Judge.Task.Word.ClassType);

    private string TaskField => OwnTask is { } term ? RunNames.Field(term) : "_validationLoss";

    /// <summary>Writes the field of a task loss that is not a term.</summary>
    public void Field()
    {
        if (OwnTask is null)
        {
            code.Line();
            code.Line($"// {run.Judge.Task.Word.Source}, for validation and test alone");
            code.Line($"private readonly {run.Judge.Task.Word.ClassType} {TaskField};");
        }
    }

    /// <summary>Writes how the field is made.</summary>
    public void Construction()
    {
        if (OwnTask is not null)
        {
            return;
        }

        var word = run.Judge.Task.Word;
        var hasValues = word.Parameters.Any(p => p.Parameter.Length > 0);
        if (hasValues)
        {
            code.Line($"var task = new {word.AttributeType}{word.Arguments};");
        }

        code.Line($"{TaskField} = run.Own(_{names.Model}, \"validationLoss\", {RunNames.Make(word, given: null, source: "task.")});");
    }

    public void Emit()
    {
        Evaluate("Evaluate", names.CallModel + names.ModelLogits);
        if (run.Teacher is not null)
        {
            code.Line();
            Evaluate("EvaluateTeacher", names.CallTeacher + names.TeacherLogits);
        }
    }

    private void Evaluate(string method, string predictions)
    {
        using var body = code.Block($"private {Evaluation} {method}({Dataset}<{names.Batch}> data)");
        code.Line($"var metric = new {run.Judge.Metric.ClassType}();");
        using (code.Block("return _run.Evaluate(data, metric, batch =>", "});"))
        {
            code.Line($"var predictions = {predictions};");
            code.Line($"metric.Update({Arguments(run.Judge.MetricArguments)});");
            code.Line($"return {TaskField}.Forward({Arguments(run.Judge.Task.Arguments)});");
        }
    }

    private string Arguments(EquatableArray<ArgumentSpec> arguments) => string.Join(", ", arguments.Select(a =>
        names.Given(a) ?? (a.IsArray ? "new[] { predictions }" : "predictions")));
}
