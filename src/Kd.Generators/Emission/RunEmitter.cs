using Kd.Generators.Models;
using Kd.Generators.Reading;

namespace Kd.Generators.Emission;

/// <summary>Writes the class that trains a model: options, losses, and the loop as one would write it by hand.</summary>
internal sealed class RunEmitter
{
    private readonly CodeWriter _code;
    private readonly RunSpec _run;
    private readonly DataSpec _data;
    private readonly string[] _allInputs;
    private readonly RunNames _names;
    private readonly StepEmitter _step;
    private readonly EvaluationEmitter _evaluation;

    private RunEmitter(RunSpec run, DataSpec data, string[] inputs, string[] teacherInputs)
    {
        _code = new(run.Model.Name);
        (_run, _data, _allInputs) = (run, data, [.. inputs, .. teacherInputs]);
        _names = new(run, data, inputs, teacherInputs);
        _step = new(_code, run, _names);
        _evaluation = new(_code, run, _names);
    }

    /// <summary>Writes a run, or nothing if the batch lacks something that it needs.</summary>
    public static string? Emit(RunSpec run, DataSpec data)
    {
        var inputs = data.Bind(run.Model.Inputs, out _);
        var teacherInputs = run.Teacher is { } teacher ? data.Bind(teacher.Inputs, out _) : [];
        return inputs is null || teacherInputs is null || run.Needs.Any(n => !data.Tensors.Contains(n.Tensor)) ? null : new RunEmitter(run, data, inputs, teacherInputs).Emit();
    }

    private string Emit()
    {
        var name = _run.ClassName;
        var model = _run.Model;
        var fullName = model.FullName.Substring(0, model.FullName.Length - model.Name.Length) + name;
        StageEmitter.Emit(_code, _run, _data, fullName, _allInputs);
        _code.Namespace(model.Namespace);
        _code.Summary(_run.Kind switch
        {
            RunKind.Teacher => $"Trains <see cref=\"{model.FullName}\"/>, so that it can teach.",
            RunKind.Baseline => $"Trains <see cref=\"{model.FullName}\"/> without a teacher, to see what the teacher adds.",
            _ => $"Distils <see cref=\"{_run.Teacher!.FullName}\"/> into <see cref=\"{model.FullName}\"/>.",
        });
        _code.Line(CodeWriter.GeneratedCode);
        using (_code.Block($"{model.Accessibility} sealed partial class {name} : global::Kd.Training.IStage"))
        {
            Fields();
            _code.Line();
            Constructor();
            _code.Line();
            Run();
            _code.Line();
            Train();
            _code.Line();
            _step.Emit();
            _code.Line();
            _evaluation.Emit();
            _code.Line();
            LossesEmitter.Emit(_code, _run);
            _code.Line();
            OptionsEmitter.Emit(_code, _run);
        }

        return _code.ToString();
    }

    private void Fields()
    {
        _code.Line("private readonly global::Kd.Training.TrainingRun _run;");
        _code.Line($"private readonly {_run.Model.FullName} _{_names.Model};");
        if (_run.Teacher is { } teacher)
        {
            _code.Line($"private readonly {teacher.FullName} _teacher;");
        }

        foreach (var term in _run.Terms)
        {
            _code.Line();
            _code.Line($"// {term.Word.Source}{(term.Member is null ? "" : " on " + term.Member)}");
            _code.Line($"private readonly {term.Word.ClassType} {RunNames.Field(term)};");
            _code.Line($"private readonly {(term.HasChangingWeight ? "global::Kd.Training.TermWeight" : "global::TorchSharp.Scalar")} {RunNames.Field(term)}Weight;");
            foreach (var place in RunNames.AdaptedPlaces(term))
            {
                _code.Line($"private readonly global::Kd.Adapters.Adapter {RunNames.Adapter(term, place)};");
            }
        }

        if (_run.LearnsWeights)
        {
            _code.Line();
            _code.Line("// [UncertaintyWeighting]");
            _code.Line("private readonly global::Kd.Losses.UncertaintyWeighting _uncertainty;");
        }

        _evaluation.Field();
    }

    private void Constructor()
    {
        using var body = _code.Block(
            $"private {_run.ClassName}(Options options, global::Kd.Training.TrainingRun run, global::Kd.Data.DistillationData<{_data.Batch}> data)");
        _code.Line("_run = run;");
        _code.Line($"_{_names.Model} = run.Trained({_run.Model.Construction});");
        if (_run.Teacher is { } teacher)
        {
            _code.Line($"_teacher = run.Frozen({teacher.Construction}, \"{teacher.Name}\");");
        }

        _code.Line();
        Shapes();
        foreach (var term in _run.Terms)
        {
            _code.Line($"{RunNames.Field(term)} = run.Own(_{_names.Model}, \"{term.Word.Path}\", {RunNames.Make(term)});");
            var options = "options." + term.Word.Identifier;
            _code.Line($"{RunNames.Field(term)}Weight = " + (term.HasChangingWeight
                ? $"global::Kd.Training.Setting.Make(\"{term.Word.Path}\", () => run.Weight({options}Weight, {options}WarmUpEpochs, {options}WarmUp, {options}EndWeight));"
                : $"{options}Weight;"));
            foreach (var place in RunNames.AdaptedPlaces(term))
            {
                _code.Line($"{RunNames.Adapter(term, place)} = run.Own(_{_names.Model}, \"{RunNames.AdapterPath(term, place)}\", global::Kd.Adapters.Adapter.Between(");
                using (_code.Indent())
                {
                    _code.Line($"\"{term.Word.Path}\", options.{term.Word.Identifier}Adapter, {RunNames.Field(term)}.Agreement, {RunNames.Shape("student", place.Id)}, {RunNames.Shape("teacher", place.Hint)}));");
                }
            }
        }

        if (_run.LearnsWeights)
        {
            _code.Line($"_uncertainty = run.Own(_{_names.Model}, \"uncertaintyWeighting\", new global::Kd.Losses.UncertaintyWeighting({_run.Terms.Count}));");
        }

        _evaluation.Construction();
        if (_run.Optimizer is { } optimizer)
        {
            _code.Line();
            _code.Line("run.Use(");
            using (_code.Indent())
            {
                _code.Line($"_{_names.Model},");
                _code.Line($"{RunNames.Make(optimizer, $"run.ParametersOf(_{_names.Model})")},");
                var stopping = _run.EarlyStopping is { } word ? RunNames.Make(word) : null;
                _code.Line((_run.Schedule is { } schedule ? RunNames.Make(schedule) : "new global::Kd.Training.Constant()") + (stopping is null ? ");" : ","));
                if (stopping is not null)
                {
                    _code.Line($"{stopping});");
                }
            }
        }
    }

    private void Shapes()
    {
        var shaped = _run.Terms.SelectMany(RunNames.ShapedPlaces).ToList();
        if (shaped.Count == 0)
        {
            return;
        }

        var sides = new[]
        {
            (Name: "student", Ids: shaped.Select(p => p.Id).Distinct().ToList(), Call: _names.CallModel, Logits: _names.ModelLogits),
            (Name: "teacher", Ids: shaped.Select(p => p.Hint).Distinct().ToList(), Call: _names.CallTeacher, Logits: _names.TeacherLogits),
        };
        _code.Line("// One sample through both models tells the shapes that adapters and losses have to relate.");
        _code.Line($"long[] {string.Join(", ", sides.SelectMany(side => side.Ids.Select(id => RunNames.Shape(side.Name, id))))};");
        _code.Line("using (global::TorchSharp.torch.no_grad())");
        _code.Line("using (global::TorchSharp.torch.NewDisposeScope())");
        _code.Line($"using (var studentTaps = new {_run.Model.FullName}.Taps(_student))");
        using (_code.Block($"using (var teacherTaps = new {_run.Teacher!.FullName}.Taps(_teacher))"))
        {
            _code.Line("var batch = run.Sample(data.Train);");
            foreach (var (name, ids, call, logits) in sides)
            {
                _code.Line(ids.Contains(RunNames.Logits) ? $"var {name}Logits = {call}{logits};" : $"{call};");
            }

            foreach (var (name, ids, _, _) in sides)
            {
                foreach (var id in ids)
                {
                    _code.Line($"{RunNames.Shape(name, id)} = {(id == RunNames.Logits ? $"{name}Logits" : $"{name}Taps.{RunNames.Property(id)}.Take()")}.shape;");
                }
            }
        }

        _code.Line();
    }

    private void Run()
    {
        _code.Summary("Runs from beginning to end and writes the results.");
        _code.Line("/// <param name=\"options\">What to do, and where.</param>");
        _code.Line("/// <returns>What came out.</returns>");
        _code.Line("/// <exception cref=\"global::Kd.Training.KdException\">Something that has to be mended first; the id says what.</exception>");
        using (_code.Block("public static global::Kd.Training.RunResult Run(Options options)"))
        {
            _code.Line($"using var run = global::Kd.Training.TrainingRun.Begin<Losses>(\"{_run.Stage}\", global::Kd.Training.StageRole.{_run.Kind}, options);");
            _code.Line($"var data = global::Kd.Training.TrainingRun.Checked({_data.Type}.{Names.Escaped(_data.Method)}(run.Data));");
            _code.Line($"var training = new {_run.ClassName}(options, run, data);");
            _code.Line("training.Train(data);");
            _code.Line(_run.Teacher is { } teacher
                ? $"return run.Finish(data, [(training._student, training.Evaluate)], [(\"{teacher.Name}\", training._teacher, training.EvaluateTeacher)]);"
                : $"return run.Finish(data, [(training._{_names.Model}, training.Evaluate)]);");
        }

        _code.Line();
        _code.Line("/// <inheritdoc/>");
        _code.Line("static global::Kd.Training.RunResult global::Kd.Training.IStage.Run(global::Kd.Training.StageRequest request) =>");
        using (_code.Indent())
        {
            _code.Line("Run((Options)new Options().For(request));");
        }
    }

    private void Train()
    {
        using var body = _code.Block($"private void Train(global::Kd.Data.DistillationData<{_data.Batch}> data)");
        using (_code.Block("for (var epoch = 1; _run.HasEpoch(epoch); epoch++)"))
        {
            if (_names.NeedsTaps)
            {
                _code.Line($"using (var studentTaps = new {_run.Model.FullName}.Taps(_student))");
                using (_code.Block($"using (var teacherTaps = new {_run.Teacher!.FullName}.Taps(_teacher))"))
                {
                    Steps();
                }
            }
            else
            {
                Steps();
            }

            _code.Line();
            _code.Line($"_run.Validate(epoch, data.Validation, (_{_names.Model}, Evaluate));");
        }
    }

    private void Steps()
    {
        using (_code.Block("foreach (var at in _run.Steps(data.Train, epoch))"))
        {
            _code.Line("using var step = global::TorchSharp.torch.NewDisposeScope();");
            _code.Line("var batch = _run.Read(data.Train, at);");
            _code.Line($"_run.Optimize(Step(batch{_step.Arguments}));");
        }
    }
}
