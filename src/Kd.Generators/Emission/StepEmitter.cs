using Kd.Generators.Models;

namespace Kd.Generators.Emission;

/// <summary>Writes the step: the teachers' part, the learners', and one line for each term.</summary>
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

            foreach (var actor in names.TappedInStep)
            {
                yield return (RunNames.TapsType(actor), RunNames.Taps(actor.Name), RunNames.Taps(actor.Name));
            }
        }
    }

    public void Emit()
    {
        var parameters = string.Concat(Parameters.Select(p => $", {p.Type} {p.Name}"));
        using var body = code.Block($"private Losses Step({names.Batch} batch{parameters})");
        if (names.Live.Any())
        {
            Teach([.. names.Live]);
        }

        foreach (var teacher in names.Cached)
        {
            Remember(teacher);
        }

        Learn([.. run.Learners.Select(l => l.Actor)]);
        foreach (var term in run.Terms)
        {
            code.Line();
            code.Line($"// {term.Word.Path}");
            code.Line($"var {RunNames.Local(term)} = {RunNames.Field(term)}.Forward({string.Join(", ", term.Arguments.Select(a => Argument(term, a)))});");
        }

        code.Line();
        Total();
    }

    /// <summary>Writes, for each teacher whose outputs are stored, the method that gives them.</summary>
    public void EmitTeachers()
    {
        foreach (var teacher in names.Cached)
        {
            code.Line();
            code.Line($"// What [TeacherCache] stores of {teacher.Model.Name}.");
            using var body = code.Block($"private {RunNames.Tensor}[] {RunNames.Teach(teacher)}({names.Batch} batch)");
            if (names.PlacesOf(teacher).Count > 0)
            {
                code.Line($"using {RunNames.Tap(teacher)};");
            }

            Teach([teacher]);
            code.Line($"return new[] {{ {string.Join(", ", names.Read(teacher).Select(RunNames.Value))} }};");
        }
    }

    private void Remember(ActorSpec teacher)
    {
        var places = names.Read(teacher).ToList();
        code.Line("// The teacher is frozen: what it gives for these samples is stored.");
        code.Line($"var {teacher.Name}Outputs = {RunNames.Cache(teacher)}.Of(batch);");
        for (var i = 0; i < places.Count; i++)
        {
            code.Line($"var {RunNames.Value(places[i])} = {teacher.Name}Outputs[{i}];");
        }

        code.Line();
    }

    private void Teach(IReadOnlyList<ActorSpec> teachers)
    {
        var outputs = teachers.SelectMany(names.Read).Select(RunNames.Value);
        code.Line(teachers.Count > 1
            ? "// The teachers are frozen and in evaluation mode; all but what the terms read dies with their scope."
            : $"// The teacher is {(teachers[0].Kind == ActorKind.Averaged ? "an average" : "frozen")} and in evaluation mode; all but what the terms read dies with its scope.");
        code.Line($"{RunNames.Tensor} {string.Join(", ", outputs)};");
        using (code.Using(["global::TorchSharp.torch.no_grad()", "global::TorchSharp.torch.NewDisposeScope()", "_run.Computation.Teacher()"]))
        {
            foreach (var teacher in teachers)
            {
                code.Line(names.NeedsLogits(teacher)
                    ? $"{teacher.Name}Logits = {names.Widened(teacher)}.MoveToOuterDisposeScope();"
                    : $"global::Kd.Training.Tap.RunTo(() => {names.Call(teacher)}, {Taps(teacher)});");
                foreach (var place in names.PlacesOf(teacher))
                {
                    code.Line($"{RunNames.Value(place)} = {Take(place)}.MoveToOuterDisposeScope();");
                }
            }
        }

        code.Line();
    }

    private void Learn(IReadOnlyList<ActorSpec> learners)
    {
        code.Line($"{RunNames.Tensor} {string.Join(", ", learners.SelectMany(l => names.PlacesOf(l).Select(RunNames.Value).Prepend(l.Name + "Logits")))};");
        using var cast = code.Block("using (_run.Computation.Student())");
        foreach (var learner in learners)
        {
            code.Line($"{learner.Name}Logits = {names.Widened(learner)};");
            foreach (var place in names.PlacesOf(learner))
            {
                code.Line($"{RunNames.Value(place)} = {Take(place)};");
            }
        }
    }

    private void Total()
    {
        var terms = run.Terms.ToList();
        if (run.Learners[0].LearnsWeights)
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

    private string Taps(ActorSpec actor) => string.Join(", ", names.PlacesOf(actor).Select(place => $"{RunNames.Taps(actor.Name)}.{RunNames.Property(place.Id)}"));

    private static string Take(PlaceRef place) => $"{RunNames.Taps(place.Actor)}.{RunNames.Property(place.Id)}.Take()";

    private string Argument(TermSpec term, ArgumentSpec argument)
    {
        if (names.Given(argument) is { } given)
        {
            return given;
        }

        var values = argument.Source switch
        {
            ArgumentSource.Student when term.HasAdapter => term.Pairs.Select(pair => $"{RunNames.Adapter(term, pair)}.call({RunNames.Value(pair.Student)})").ToList(),
            ArgumentSource.Student => [.. term.Student.Select(RunNames.Value)],
            ArgumentSource.StudentFeatures => [.. term.Features.Select(RunNames.Value)],
            ArgumentSource.Teacher => [.. term.Teacher.Select(Taught)],
            ArgumentSource.TeacherFeatures => [.. term.TeacherFeatures.Select(Taught)],
            _ => argument.Modules.Select(m => $"{RunNames.Taps(m.Actor)}.{RunNames.Property(m.Id)}.Module").ToList(),
        };
        return argument.IsArray ? $"new{(values.Count == 0 ? " " + RunNames.Tensor : "")}[] {{ {string.Join(", ", values)} }}"
            : argument.Source == ArgumentSource.Teacher && values.Count > 1 ? $"global::Kd.Training.Ensemble.MeanOfLogits({string.Join(", ", values)})"
            : values[0];
    }

    // What a model that is trained teaches is a constant for the one that learns it.
    private string Taught(PlaceRef place) => RunNames.Value(place) + (run.Learners.Any(l => l.Actor.Name == place.Actor) ? ".detach()" : "");
}
