using Kd.Generators.Models;

namespace Kd.Generators.Emission;

/// <summary>Writes the step: the teacher's part, the student's, and one line for each term.</summary>
internal sealed class StepEmitter(CodeWriter code, RunSpec run, RunNames names)
{
    /// <summary>What is passed to the step beside the batch.</summary>
    public string Arguments => string.Concat(Parameters.Select(p => $", {p.Argument}"));

    private IEnumerable<(string Type, string Name, string Argument)> Parameters
    {
        get
        {
            if (run.Terms.Any(t => t.Arguments.Any(a => a.Source == ArgumentSource.Step)))
            {
                yield return ("global::Kd.Training.StepContext", "stepContext", "at");
            }

            if (names.NeedsTaps)
            {
                yield return ($"{run.Model.FullName}.Taps", "studentTaps", "studentTaps");
                yield return ($"{run.Teacher!.FullName}.Taps", "teacherTaps", "teacherTaps");
            }
        }
    }

    public void Emit()
    {
        var parameters = string.Concat(Parameters.Select(p => $", {p.Type} {p.Name}"));
        using var body = code.Block($"private Losses Step({names.Batch} batch{parameters})");
        if (run.Teacher is not null)
        {
            Teach();
        }

        code.Line($"var {names.Model}Logits = {names.CallModel}{names.ModelLogits};");
        foreach (var id in names.Places.Select(p => p.Id).Distinct())
        {
            code.Line($"var student{RunNames.Property(id)} = studentTaps.{RunNames.Property(id)}.Take();");
        }

        foreach (var term in run.Terms)
        {
            code.Line();
            code.Line($"// {term.Word.Path}");
            code.Line($"var {RunNames.Local(term)} = {RunNames.Field(term)}.Forward({string.Join(", ", term.Arguments.Select(a => Argument(term, a)))});");
        }

        code.Line();
        Total();
    }

    private void Teach()
    {
        var needsLogits = run.Terms.Any(t => t.Places.Count == 0 || t.Places.Any(p => p.Id == RunNames.Logits));
        var hints = names.Places.Select(p => p.Hint).Distinct().ToList();
        var outputs = hints.ConvertAll(id => $"teacher{RunNames.Property(id)}");
        if (needsLogits)
        {
            outputs.Insert(0, "teacherLogits");
        }

        code.Line("// The teacher is frozen and in evaluation mode; all but what the terms read dies with its scope.");
        code.Line($"{RunNames.Tensor} {string.Join(", ", outputs)};");
        code.Line("using (global::TorchSharp.torch.no_grad())");
        using (code.Block("using (global::TorchSharp.torch.NewDisposeScope())"))
        {
            code.Line(needsLogits
                ? $"teacherLogits = {names.CallTeacher}{names.TeacherLogits}.MoveToOuterDisposeScope();"
                : $"{names.CallTeacher};");
            foreach (var id in hints)
            {
                code.Line($"teacher{RunNames.Property(id)} = teacherTaps.{RunNames.Property(id)}.Take().MoveToOuterDisposeScope();");
            }
        }

        code.Line();
    }

    private void Total()
    {
        var terms = run.Terms;
        if (run.LearnsWeights)
        {
            code.Line("var total = _uncertainty.Forward(");
            using (code.Indent())
            {
                for (var i = 0; i < terms.Count; i++)
                {
                    code.Line($"{RunNames.Local(terms[i])}.mul({Weight(terms[i])}){(i == terms.Count - 1 ? ");" : ",")}");
                }
            }
        }
        else
        {
            code.Line($"var total = {RunNames.Local(terms[0])}.mul({Weight(terms[0])}){(terms.Count == 1 ? ";" : "")}");
            using (code.Indent())
            {
                for (var i = 1; i < terms.Count; i++)
                {
                    code.Line($".add({RunNames.Local(terms[i])}, {Weight(terms[i])}){(i == terms.Count - 1 ? ";" : "")}");
                }
            }
        }

        code.Line($"return new Losses({string.Join(", ", terms.Select(RunNames.Local))}, total);");
    }

    private static string Weight(TermSpec term) => $"{RunNames.Field(term)}Weight{(term.HasChangingWeight ? ".Value" : "")}";

    private string Argument(TermSpec term, ArgumentSpec argument)
    {
        if (names.Given(argument) is { } given)
        {
            return given;
        }

        var isTeacher = argument.Source == ArgumentSource.Teacher;
        var values = RunNames.Compared(term).Select(place => isTeacher ? "teacher" + RunNames.Property(place.Hint)
            : term.HasAdapter ? $"{RunNames.Adapter(term, place)}.call({names.Model}{RunNames.Property(place.Id)})"
            : names.Model + RunNames.Property(place.Id));
        return argument.IsArray ? $"new[] {{ {string.Join(", ", values)} }}" : string.Join(", ", values);
    }
}
