using Kd.Generators.Models;
using Kd.Generators.Reading;

namespace Kd.Generators.Emission;

/// <summary>Writes the class that trains a model: options, losses, and the loop as one would write it by hand.</summary>
internal sealed class RunEmitter
{
    private readonly CodeWriter _code;
    private readonly RunSpec _run;
    private readonly DataSpec _data;
    private readonly IReadOnlyDictionary<string, string[]> _inputs;
    private readonly RunNames _names;
    private readonly StepEmitter _step;
    private readonly EvaluationEmitter _evaluation;
    private readonly ConstructorEmitter _constructor;

    private RunEmitter(RunSpec run, DataSpec data, IReadOnlyDictionary<string, string[]> inputs)
    {
        _code = new(run.Model.Name);
        (_run, _data, _inputs) = (run, data, inputs);
        _names = new(run, data, inputs);
        _step = new(_code, run, _names);
        _evaluation = new(_code, run, _names);
        _constructor = new(_code, run, data, _names, _evaluation);
    }

    /// <summary>Writes a run, or nothing if the batch lacks something that it needs.</summary>
    public static string? Emit(RunSpec run, DataSpec data)
    {
        var inputs = new Dictionary<string, string[]>();
        foreach (var actor in run.Actors)
        {
            if (data.Bind(actor.Model.Inputs, out _) is not { } bound)
            {
                return null;
            }

            inputs.Add(actor.Name, bound);
        }

        return run.Needs.Any(n => !data.Tensors.Contains(n.Tensor)) ? null : new RunEmitter(run, data, inputs).Emit();
    }

    private string Emit()
    {
        var model = _run.Model;
        var fullName = model.FullName.Substring(0, model.FullName.Length - model.Name.Length) + _run.ClassName;
        StageEmitter.Emit(_code, _run, _data, fullName, _inputs);
        _code.Namespace(model.Namespace);
        _code.Summary(Summary());
        Terms();
        _code.Line(CodeWriter.GeneratedCode);
        var accessibility = _run.Learners.Any(l => l.Actor.Model.Accessibility != "public") ? "internal" : "public";
        using (_code.Block($"{accessibility} sealed partial class {_run.ClassName} : global::Kd.Training.IStage"))
        {
            _constructor.Fields();
            _code.Line();
            _constructor.Emit();
            _code.Line();
            Run();
            _code.Line();
            Train();
            _code.Line();
            _step.Emit();
            _step.EmitTeachers();
            _code.Line();
            _evaluation.Emit();
            _code.Line();
            LossesEmitter.Emit(_code, _run);
            _code.Line();
            OptionsEmitter.Emit(_code, _run);
        }

        return _code.Finish();
    }

    private string Summary()
    {
        var models = string.Join(", ", _run.Learners.Select(l => l.Actor.Model.FullName).Distinct().Select(See));
        var teachers = string.Join(" and ", _run.Teachers.Select(t => t.Model.FullName).Distinct().Select(See));
        var stage = _run.StageName is { } name ? $", in its stage <c>{name}</c>" : "";
        return _run switch
        {
            { Kind: RunKind.Teacher } => $"Trains {models}, so that it can teach.",
            { Kind: RunKind.Baseline } => $"Trains {models} without a teacher, to see what the teacher adds.",
            { IsGroup: true } => $"Trains {models}, the peers of the group <c>{_run.Stage}</c>, which learn from each other.",
            { Generation: > 0 } => $"Trains generation {_run.Generation} of {models}, which learns from the one before.",
            { MeanTeacher: not null } => $"Trains {models}, which learns from the average of itself{stage}.",
            { Teachers.Count: 0 } => $"Trains {models}, which teaches itself{stage}.",
            _ => $"Distils {teachers} into {models}{stage}.",
        };

        static string See(string type) => $"<see cref=\"{type}\"/>";
    }

    // What an editor shows of the loss over the class.
    private void Terms()
    {
        var terms = _run.Learners.SelectMany(learner => learner.Terms.Select(term => (term, owner: _run.IsGroup ? $" of {learner.Actor.Model.Name}" : ""))).Distinct().ToList();
        _code.Line("/// <remarks>");
        _code.Line("/// The loss is the weighted sum of:");
        _code.Line("/// <list type=\"bullet\">");
        foreach (var (term, owner) in terms)
        {
            _code.Line($"/// <item><description><c>{term.Word.Path}</c>{owner}: <see cref=\"{term.Word.Cref}\">{CodeWriter.Xml(term.Declaration)}</see></description></item>");
        }

        _code.Line("/// </list>");
        _code.Line("/// </remarks>");
    }

    private void Run()
    {
        _code.Summary("Runs from beginning to end and writes the results.");
        _code.Line("/// <param name=\"options\">What to do, and where.</param>");
        _code.Line("/// <returns>What came out.</returns>");
        _code.Line("/// <exception cref=\"global::Kd.Training.KdException\">Something that has to be mended first; the id says what.</exception>");
        using (_code.Block("public static global::Kd.Training.RunResult Run(Options options)"))
        {
            if (_run.Generation > 0)
            {
                _code.Line("// Each generation begins with weights of its own.");
            }

            var options = _run.Generation > 0 ? $"options with {{ Seed = options.Seed + {_run.Generation} }}" : "options";
            _code.Line($"using var run = global::Kd.Training.TrainingRun.Begin<Losses>(\"{_run.Stage}\", global::Kd.Training.StageRole.{_run.Kind}, {options});");
            _code.Line($"var data = global::Kd.Training.TrainingRun.Checked({_data.Type}.{Names.Escaped(_data.Method)}(run.Data));");
            _code.Line($"var training = new {_run.ClassName}(options, run, data);");
            _code.Line("training.Train(data);");
            Finish();
        }

        _code.Line();
        _code.Line("/// <inheritdoc/>");
        _code.Line("static global::Kd.Training.RunResult global::Kd.Training.IStage.Run(global::Kd.Training.StageRequest request) =>");
        using (_code.Indent())
        {
            _code.Line("global::Kd.Training.StageRun.Of(request, new Options(), Run);");
        }
    }

    private void Finish()
    {
        var learners = string.Join(", ", _run.Learners.Select(l => $"(training.{RunNames.Field(l.Actor)}, training.{_names.Evaluate(l.Actor)})"));
        var teachers = _run.Teachers.Select(t => $"(\"{t.Stage}\", training.{RunNames.Field(t)}, training.{_names.Evaluate(t)})").ToList();
        var taught = teachers.Count > 0 ? $", [{string.Join(", ", teachers)}]" : "";
        var ensemble = _run.JudgesEnsemble ? $", training.{EvaluationEmitter.Ensemble}" : "";
        _code.Line($"return run.Finish(data, [{learners}]{taught}{ensemble});");
    }

    private void Train()
    {
        using var body = _code.Block($"private void Train(global::Kd.Data.DistillationData<{_data.Batch}> data)");
        using (_code.Block("for (var epoch = _run.Resume(); _run.HasEpoch(epoch); epoch++)"))
        {
            using (_code.Using([.. _names.TappedInStep.Select(RunNames.Tap)]))
            {
                using (_code.Block("foreach (var at in _run.Steps(data.Train, epoch))"))
                {
                    _code.Line("using var step = global::TorchSharp.torch.NewDisposeScope();");
                    _code.Line("var batch = _run.Read(data.Train, at);");
                    _code.Line($"_run.Optimize(Step(batch{_step.Arguments}));");
                }
            }

            _code.Line();
            _code.Line($"_run.Validate(epoch, data.Validation, {string.Join(", ", _run.Learners.Select(l => $"({RunNames.Field(l.Actor)}, {_names.Evaluate(l.Actor)})"))});");
        }
    }
}
