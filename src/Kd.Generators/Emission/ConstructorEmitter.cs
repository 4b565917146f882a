using Kd.Generators.Models;
using Kd.Generators.Reading;

namespace Kd.Generators.Emission;

/// <summary>Writes the fields of a run and the constructor that fills them: models, losses, adapters, optimizers.</summary>
internal sealed class ConstructorEmitter(CodeWriter code, RunSpec run, DataSpec data, RunNames names, EvaluationEmitter evaluation)
{
    public void Fields()
    {
        code.Line("private readonly global::Kd.Training.TrainingRun _run;");
        foreach (var actor in run.Actors)
        {
            code.Line($"private readonly {actor.Model.FullName} {RunNames.Field(actor)};");
        }

        foreach (var teacher in names.Cached)
        {
            code.Line($"private readonly global::Kd.Caching.TeacherCache<{data.Batch}> {RunNames.Cache(teacher)};");
        }

        foreach (var learner in run.Learners)
        {
            foreach (var term in learner.Terms)
            {
                Fields(term, run.IsGroup ? learner.Actor.Model.Name : null);
            }

            if (learner.LearnsWeights)
            {
                code.Line();
                code.Line("// [UncertaintyWeighting]");
                code.Line("private readonly global::Kd.Losses.UncertaintyWeighting _uncertainty;");
            }

            evaluation.Field(learner);
        }
    }

    private void Fields(TermSpec term, string? owner)
    {
        var member = term.Member is null ? owner : owner is null ? term.Member : $"{owner}.{term.Member}";
        code.Line();
        code.Line($"// {term.Word.Source}{(member is null ? "" : " on " + member)}");
        code.Line($"private readonly {term.Word.ClassType} {RunNames.Field(term)};");
        code.Line($"private readonly {(term.HasChangingWeight ? "global::Kd.Training.TermWeight" : "global::TorchSharp.Scalar")} {RunNames.Field(term)}Weight;");
        foreach (var pair in RunNames.AdaptedPairs(term))
        {
            code.Line($"private readonly global::Kd.Adapters.Adapter {RunNames.Adapter(term, pair)};");
        }
    }

    public void Emit()
    {
        using var body = code.Block(
            $"private {run.ClassName}(Options options, global::Kd.Training.TrainingRun run, global::Kd.Data.DistillationData<{data.Batch}> data)");
        code.Line("_run = run;");
        Begin();
        Models();
        code.Line();
        Shapes();
        foreach (var learner in run.Learners)
        {
            var model = RunNames.Field(learner.Actor);
            foreach (var term in learner.Terms)
            {
                Term(model, term);
            }

            if (learner.LearnsWeights)
            {
                code.Line($"_uncertainty = run.Own({model}, \"{Uncertainty(learner)}\", new global::Kd.Losses.UncertaintyWeighting({learner.Terms.Count}));");
            }

            evaluation.Construction(learner);
            Training(model, learner);
        }

        foreach (var teacher in names.Cached)
        {
            Cache(teacher, run.TeacherCache!);
        }
    }

    private void Cache(ActorSpec teacher, WordSpec word)
    {
        var values = string.Join(", ", word.Parameters.Select(p => $"{p.Property} = options.{word.Identifier}{p.Property}"));
        var places = string.Join(", ", names.Read(teacher).Select(p => $"\"{p.Id}\""));
        code.Line();
        code.Line($"{RunNames.Cache(teacher)} = new global::Kd.Caching.TeacherCache<{data.Batch}>(");
        using (code.Indent())
        {
            code.Line($"run, \"{teacher.Stage}\", {RunNames.Field(teacher)}, data.Train,");
            code.Line($"new {word.AttributeType} {{ {values} }}, new[] {{ {places} }}, {RunNames.Teach(teacher)});");
        }
    }

    // A stage goes on with the weights that were learned for the same terms; other terms begin anew.
    private string Uncertainty(LearnerSpec learner) =>
        run.Before is null && !run.IsContinued ? "uncertainty" : $"uncertainty.{string.Join("+", learner.Terms.Select(t => t.Word.Path))}";

    // How the run differs from a plain one.
    private void Begin()
    {
        if (run.ToldStage is { } stage)
        {
            code.Line($"run.Stage = \"{stage}\";");
        }

        if (run.Before is { } before)
        {
            code.Line($"run.Continue(\"{before}\");");
        }

        if (run.IsContinued)
        {
            code.Line("run.KeepParts();");
        }

        if (run.Checkpoints.Count > 0)
        {
            code.Line($"run.Checkpoint({string.Join(", ", run.Checkpoints)});");
        }

        if (run.Batches is { } batches)
        {
            code.Line($"run.Arrange({batches});");
        }
    }

    private void Models()
    {
        foreach (var learner in run.Learners)
        {
            var actor = learner.Actor;
            code.Line($"{RunNames.Field(actor)} = run.Trained({actor.Model.Construction}{(run.IsGroup ? $", \"{actor.Stage}\"" : "")});");
            foreach (var member in learner.Frozen)
            {
                code.Line($"run.Freeze({actor.Model.FullName}.Members.{Names.Pascal(member)}({RunNames.Field(actor)}));");
            }
        }

        foreach (var teacher in run.Teachers)
        {
            var epoch = teacher.Epoch is { } number ? $", epoch: {number}" : "";
            code.Line($"{RunNames.Field(teacher)} = " + (teacher.Kind == ActorKind.Averaged
                ? $"global::Kd.Training.Setting.Make(\"{run.MeanTeacher!.Path}\", () => run.Averaged({teacher.Model.Construction}, {RunNames.Field(run.Learners[0].Actor)}, options.{run.MeanTeacher.Identifier}Decay));"
                : $"run.Frozen({teacher.Model.Construction}, \"{teacher.Stage}\"{epoch});"));
        }
    }

    private void Shapes()
    {
        var shaped = run.Terms.SelectMany(RunNames.ShapedPlaces).Distinct().ToList();
        if (shaped.Count == 0)
        {
            return;
        }

        var actors = run.Actors.Where(a => shaped.Exists(p => p.Actor == a.Name)).ToList();
        code.Line($"// One sample through the models tells the shapes that {(run.Terms.Any(t => t.HasAdapter) ? "adapters and losses have to relate" : "losses have to know")}.");
        code.Line($"long[] {string.Join(", ", shaped.OrderBy(p => actors.FindIndex(a => a.Name == p.Actor)).Select(RunNames.Shape))};");
        code.Line("using (global::TorchSharp.torch.no_grad())");
        var tapped = names.Tapped.Where(a => shaped.Exists(p => p.Actor == a.Name && !p.IsLogits)).Select(RunNames.Tap);
        using (code.Using([.. tapped.Prepend("global::TorchSharp.torch.NewDisposeScope()")]))
        {
            code.Line("var batch = run.Sample(data.Train);");
            foreach (var actor in actors)
            {
                code.Line(shaped.Exists(p => p.Actor == actor.Name && p.IsLogits) ? $"var {actor.Name}Logits = {names.CallForLogits(actor)};" : $"{names.Call(actor)};");
            }

            foreach (var place in actors.SelectMany(a => shaped.Where(p => p.Actor == a.Name)))
            {
                code.Line($"{RunNames.Shape(place)} = {(place.IsLogits ? RunNames.Value(place) : $"{RunNames.Taps(place.Actor)}.{RunNames.Property(place.Id)}.Take()")}.shape;");
            }
        }

        code.Line();
    }

    private void Term(string model, TermSpec term)
    {
        var options = "options." + term.Word.Identifier;
        code.Line($"{RunNames.Field(term)} = run.Own({model}, \"{term.Word.Path}\", {RunNames.Make(term)});");
        code.Line($"{RunNames.Field(term)}Weight = " + (term.HasChangingWeight
            ? $"global::Kd.Training.Setting.Make(\"{term.Word.Path}\", () => run.Weight({options}Weight, {options}WarmUpEpochs, {options}WarmUp, {options}EndWeight));"
            : $"{options}Weight;"));
        foreach (var pair in RunNames.AdaptedPairs(term))
        {
            var name = RunNames.AdapterName(term, pair) is { } which ? $"{term.Word.Path}.adapter.{which}" : $"{term.Word.Path}.adapter";
            code.Line($"{RunNames.Adapter(term, pair)} = run.Own({model}, \"{name}\", global::Kd.Adapters.Adapter.Between(");
            using (code.Indent())
            {
                code.Line($"\"{term.Word.Path}\", {options}Adapter, {RunNames.Field(term)}.Agreement, {RunNames.Shape(pair.Student)}, {RunNames.Shape(pair.Teacher)}));");
            }
        }
    }

    private void Training(string model, LearnerSpec learner)
    {
        if (learner.Optimizer is not { } optimizer)
        {
            return;
        }

        code.Line();
        code.Line("run.Use(");
        using (code.Indent())
        {
            code.Line($"{model},");
            code.Line($"{RunNames.Make(optimizer, $"run.ParametersOf({model})")},");
            var stopping = learner.EarlyStopping is { } word ? RunNames.Make(word) : null;
            code.Line((learner.Schedule is { } schedule ? RunNames.Make(schedule) : "new global::Kd.Training.Constant()") + (stopping is null ? ");" : ","));
            if (stopping is not null)
            {
                code.Line($"{stopping});");
            }
        }
    }
}
