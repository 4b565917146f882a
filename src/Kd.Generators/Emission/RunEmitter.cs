using Kd.Generators.Models;
using Kd.Generators.Reading;

namespace Kd.Generators.Emission;

/// <summary>Writes the class that trains a model: options, losses, and the loop as one would write it by hand.</summary>
internal sealed class RunEmitter
{
    private const string Tensor = "global::TorchSharp.torch.Tensor";
    private readonly CodeWriter _code;
    private readonly RunSpec _run;
    private readonly DataSpec _data;
    private readonly string[] _inputs;
    private readonly string[] _teacherInputs;
    private readonly string _model;
    private readonly string[] _places;
    private readonly bool _needsLogits;

    private RunEmitter(RunSpec run, DataSpec data, string[] inputs, string[] teacherInputs)
    {
        _code = new(run.Model.Name);
        (_run, _data, _inputs, _teacherInputs) = (run, data, inputs, teacherInputs);
        _model = run.Teacher is null ? "model" : "student";
        _places = [.. run.Terms.SelectMany(t => t.Places).Where(id => id != "logits").Distinct()];
        _needsLogits = run.Terms.Any(t => t.Places.Count == 0 || t.Places.Contains("logits"));
    }

    /// <summary>Writes a run, or nothing if the batch lacks an input of a model.</summary>
    public static string? Emit(RunSpec run, DataSpec data)
    {
        var inputs = data.Bind(run.Model.Inputs, out _);
        var teacherInputs = run.Teacher is { } teacher ? data.Bind(teacher.Inputs, out _) : [];
        return inputs is null || teacherInputs is null ? null : new RunEmitter(run, data, inputs, teacherInputs).Emit();
    }

    private string Emit()
    {
        var name = _run.ClassName;
        var model = _run.Model;
        var fullName = model.FullName.Substring(0, model.FullName.Length - model.Name.Length) + name;
        StageEmitter.Emit(_code, _run, _data, fullName, [.. _inputs.Concat(_teacherInputs)]);
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
            Step();
            _code.Line();
            Predictions();
            _code.Line();
            Losses();
            _code.Line();
            OptionsEmitter.Emit(_code, _run);
        }

        return _code.ToString();
    }

    private void Fields()
    {
        _code.Line("private readonly global::Kd.Training.TrainingRun _run;");
        _code.Line($"private readonly {_run.Model.FullName} _{_model};");
        if (_run.Teacher is { } teacher)
        {
            _code.Line($"private readonly {teacher.FullName} _teacher;");
        }

        foreach (var term in _run.Terms)
        {
            _code.Line();
            _code.Line($"// {term.Word.Source}{(term.Member is null ? "" : " on " + term.Member)}");
            _code.Line($"private readonly {term.Word.ClassType} {Field(term)};");
            _code.Line($"private readonly global::TorchSharp.Scalar {Field(term)}Weight;");
            foreach (var id in AdaptedPlaces(term))
            {
                _code.Line($"private readonly global::Kd.Adapters.Adapter {Adapter(term, id)};");
            }
        }
    }

    private void Constructor()
    {
        using var body = _code.Block(
            $"private {_run.ClassName}(Options options, global::Kd.Training.TrainingRun run, global::Kd.Data.DistillationData<{_data.Batch}> data)");
        _code.Line("_run = run;");
        _code.Line($"_{_model} = run.Trained({_run.Model.Construction});");
        if (_run.Teacher is { } teacher)
        {
            _code.Line($"_teacher = run.Frozen({teacher.Construction}, \"{teacher.Name}\");");
        }

        _code.Line();
        Shapes();
        foreach (var term in _run.Terms)
        {
            _code.Line($"{Field(term)} = run.Own(new {term.Word.ClassType}({HyperParameters(term.Word)}));");
            _code.Line($"{Field(term)}Weight = options.{term.Word.Identifier}Weight;");
            foreach (var id in AdaptedPlaces(term))
            {
                _code.Line($"{Adapter(term, id)} = run.Own(global::Kd.Adapters.Adapter.Between(");
                using (_code.Indent())
                {
                    _code.Line($"\"{term.Word.Path}\", options.{term.Word.Identifier}Adapter, {Field(term)}.Agreement, student{Property(id)}Shape, teacher{Property(id)}Shape));");
                }
            }
        }

        if (_run.Optimizer is { } optimizer)
        {
            var schedule = _run.Schedule is { } s ? $"new {s.ClassType}({HyperParameters(s)})" : "new global::Kd.Training.Constant()";
            var hyperParameters = HyperParameters(optimizer);
            _code.Line();
            _code.Line("run.Use(");
            using (_code.Indent())
            {
                _code.Line($"new {optimizer.ClassType}(run.Parameters{(hyperParameters.Length > 0 ? ", " : "")}{hyperParameters}),");
                _code.Line($"{schedule});");
            }
        }
    }

    private void Shapes()
    {
        var adapted = _run.Terms.SelectMany(AdaptedPlaces).Distinct().ToList();
        if (adapted.Count == 0)
        {
            return;
        }

        _code.Line("// One sample through both models tells the shapes that the adapters relate.");
        _code.Line($"long[] {string.Join(", ", adapted.SelectMany(id => new[] { $"student{Property(id)}Shape", $"teacher{Property(id)}Shape" }))};");
        _code.Line("using (global::TorchSharp.torch.no_grad())");
        _code.Line("using (global::TorchSharp.torch.NewDisposeScope())");
        _code.Line($"using (var studentTaps = new {_run.Model.FullName}.Taps(_student))");
        using (_code.Block($"using (var teacherTaps = new {_run.Teacher!.FullName}.Taps(_teacher))"))
        {
            _code.Line("var batch = run.Sample(data.Train);");
            _code.Line($"{(adapted.Contains("logits") ? "var studentLogits = " : "")}{Call("_student", _inputs)};");
            _code.Line($"{(adapted.Contains("logits") ? "var teacherLogits = " : "")}{Call("_teacher", _teacherInputs)};");
            foreach (var id in adapted)
            {
                _code.Line($"student{Property(id)}Shape = {Shape("student", id)};");
                _code.Line($"teacher{Property(id)}Shape = {Shape("teacher", id)};");
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
                ? $"return run.Finish(data, training.Predict, (\"{teacher.Name}\", training._teacher, training.PredictAsTeacher));"
                : "return run.Finish(data, training.Predict);");
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
        using (_code.Block("for (var epoch = 1; epoch <= _run.Epochs; epoch++)"))
        {
            if (_places.Length > 0)
            {
                _code.Line($"using (var studentTaps = new {_run.Model.FullName}.Taps(_student))");
                using (_code.Block($"using (var teacherTaps = new {_run.Teacher!.FullName}.Taps(_teacher))"))
                {
                    Steps(", studentTaps, teacherTaps");
                }
            }
            else
            {
                Steps("");
            }

            _code.Line();
            _code.Line("_run.Validate(epoch, data.Validation, Predict);");
        }
    }

    private void Steps(string taps)
    {
        using (_code.Block("foreach (var at in _run.Steps(data.Train, epoch))"))
        {
            _code.Line("using var step = global::TorchSharp.torch.NewDisposeScope();");
            _code.Line("var batch = _run.Read(data.Train, at);");
            _code.Line($"_run.Optimize(Step(batch{taps}));");
        }
    }

    private void Step()
    {
        var taps = _places.Length > 0 ? $", {_run.Model.FullName}.Taps studentTaps, {_run.Teacher!.FullName}.Taps teacherTaps" : "";
        using var body = _code.Block($"private Losses Step({_data.Batch} batch{taps})");
        if (_run.Teacher is not null)
        {
            Teach();
        }

        _code.Line($"var {_model}Logits = {Call("_" + _model, _inputs)};");
        foreach (var id in _places)
        {
            _code.Line($"var student{Property(id)} = studentTaps.{Property(id)}.Take();");
        }

        foreach (var term in _run.Terms)
        {
            _code.Line();
            _code.Line($"// {term.Word.Path}");
            _code.Line($"var {Local(term)} = {Field(term)}.Forward({string.Join(", ", term.Arguments.Select(a => Argument(term, a)))});");
        }

        _code.Line();
        _code.Line($"var total = {Local(_run.Terms[0])}.mul({Field(_run.Terms[0])}Weight){(_run.Terms.Count == 1 ? ";" : "")}");
        using (_code.Indent())
        {
            for (var i = 1; i < _run.Terms.Count; i++)
            {
                _code.Line($".add({Local(_run.Terms[i])}, {Field(_run.Terms[i])}Weight){(i == _run.Terms.Count - 1 ? ";" : "")}");
            }
        }

        _code.Line($"return new Losses({string.Join(", ", _run.Terms.Select(Local))}, total);");
    }

    private void Teach()
    {
        var outputs = _places.Select(id => $"teacher{Property(id)}").ToList();
        if (_needsLogits)
        {
            outputs.Insert(0, "teacherLogits");
        }

        _code.Line("// The teacher is frozen and in evaluation mode; all but what the terms read dies with its scope.");
        _code.Line($"{Tensor} {string.Join(", ", outputs)};");
        _code.Line("using (global::TorchSharp.torch.no_grad())");
        using (_code.Block("using (global::TorchSharp.torch.NewDisposeScope())"))
        {
            _code.Line(_needsLogits
                ? $"teacherLogits = {Call("_teacher", _teacherInputs)}.MoveToOuterDisposeScope();"
                : $"{Call("_teacher", _teacherInputs)};");
            foreach (var id in _places)
            {
                _code.Line($"teacher{Property(id)} = teacherTaps.{Property(id)}.Take().MoveToOuterDisposeScope();");
            }
        }

        _code.Line();
    }

    private void Predictions()
    {
        Prediction("Predict", "_" + _model, _inputs);
        if (_run.Teacher is not null)
        {
            _code.Line();
            Prediction("PredictAsTeacher", "_teacher", _teacherInputs);
        }
    }

    private void Prediction(string name, string model, string[] inputs)
    {
        _code.Line($"private ({Tensor} Logits, {Tensor} Labels) {name}({_data.Batch} batch) =>");
        using (_code.Indent())
        {
            _code.Line($"({Call(model, inputs)}, batch.{DataSpec.Labels});");
        }
    }

    private void Losses()
    {
        _code.Summary("The terms of a step, unweighted, and their weighted sum: scalars.");
        foreach (var term in _run.Terms)
        {
            _code.Line($"/// <param name=\"{term.Word.Identifier}\"><c>{term.Word.Path}</c></param>");
        }

        _code.Line("/// <param name=\"Total\">The weighted sum, which is minimised.</param>");
        var names = _run.Terms.Select(t => t.Word.Identifier).Concat(["Total"]).ToList();
        using (_code.Block($"public readonly record struct Losses({string.Join(", ", names.Select(n => $"{Tensor} {n}"))}) : global::Kd.Training.ILosses"))
        {
            _code.Line("/// <inheritdoc/>");
            _code.Line("public static global::System.Collections.Generic.IReadOnlyList<string> Names { get; } =");
            using (_code.Indent())
            {
                _code.Line($"new[] {{ {string.Join(", ", _run.Terms.Select(t => $"\"{t.Word.Path}\"").Concat(["\"total\""]))} }};");
            }

            _code.Line();
            _code.Line("/// <inheritdoc/>");
            _code.Line($"public {Tensor}[] Values() => new[] {{ {string.Join(", ", names)} }};");
        }
    }

    private string Argument(TermSpec term, ArgumentSpec argument)
    {
        if (argument.Source == ArgumentSource.Labels)
        {
            return $"batch.{DataSpec.Labels}";
        }

        var side = argument.Source == ArgumentSource.Teacher ? "teacher" : _model;
        var values = (term.Places.Count == 0 ? ["logits"] : term.Places.ToArray()).Select(id =>
        {
            var feature = side + Property(id);
            return argument.Source == ArgumentSource.Student && term.HasAdapter ? $"{Adapter(term, id)}.call({feature})" : feature;
        });
        return argument.IsArray ? $"new[] {{ {string.Join(", ", values)} }}" : string.Join(", ", values);
    }

    private static IEnumerable<string> AdaptedPlaces(TermSpec term) => term.HasAdapter ? term.Places.Distinct() : [];

    private static string HyperParameters(WordSpec word) =>
        string.Join(", ", word.Parameters.Where(p => p.Parameter.Length > 0).Select(p => $"{Names.Escaped(p.Parameter)}: options.{word.Identifier}{p.Property}"));

    private static string Shape(string side, string id) => id == "logits" ? $"{side}Logits.shape" : $"{side}Taps.{Property(id)}.Take().shape";

    private static string Call(string model, string[] inputs) => $"{model}.call({string.Join(", ", inputs.Select(i => $"batch.{Names.Escaped(i)}"))})";

    private static string Property(string id) => Names.Pascal(id);

    private static string Local(TermSpec term) => Names.Escaped(Names.Camel(term.Word.Identifier));

    private static string Field(TermSpec term) => "_" + Names.Camel(term.Word.Identifier);

    // The adapters of a pair are told apart by their places.
    private static string Adapter(TermSpec term, string id) => term.Places.Count > 1 ? $"{Field(term)}{Property(id)}Adapter" : $"{Field(term)}Adapter";
}
