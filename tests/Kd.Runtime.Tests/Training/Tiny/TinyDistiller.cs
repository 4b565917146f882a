using Kd.Adapters;
using Kd.Data;
using Kd.Losses;
using Kd.Metrics;
using Kd.Training;
using TorchSharp.Modules;

namespace Kd.Tests.Training.Tiny;

/// <summary>Written by hand as the generator writes it, with places for tests to look in.</summary>
internal sealed class TinyDistiller
{
    private readonly TrainingRun _run;
    private readonly Options _options;
    private readonly TinyStudent _student;
    private readonly TinyTeacher _teacher;
    private readonly Response _response;
    private readonly Scalar _responseWeight = 0.9;
    private readonly TaskLoss _taskLoss;
    private readonly Scalar _taskLossWeight = 0.1;
    private readonly Guided _guidedEarly;
    private readonly Scalar _guidedEarlyWeight = 0.5;
    private readonly Adapter _guidedEarlyAdapter;

    private TinyDistiller(Options options, TrainingRun run, DistillationData<ImageBatch> data)
    {
        (_run, _options) = (run, options);
        _student = run.Trained(new TinyStudent());
        _teacher = run.Frozen(new TinyTeacher(), "TinyTeacher");

        long[] studentEarly, teacherEarly;
        using (no_grad())
        using (NewDisposeScope())
        using (var studentTaps = new TinyStudent.Taps(_student))
        using (var teacherTaps = new TinyTeacher.Taps(_teacher))
        {
            var batch = run.Sample(data.Train);
            _student.call(batch.Images);
            _teacher.call(batch.Images);
            studentEarly = studentTaps.Early.Take().shape;
            teacherEarly = teacherTaps.Early.Take().shape;
        }

        _response = run.Own(_student, "response", new Response());
        _taskLoss = run.Own(_student, "taskLoss", new TaskLoss());
        _guidedEarly = run.Own(_student, "guided.early", new Guided());
        _guidedEarlyAdapter = run.Own(_student, "guided.early.adapter", Adapter.Between("guided.early", AdapterKind.Auto, _guidedEarly.Agreement, studentEarly, teacherEarly));
        run.Use(_student, options.Optimizer(run.ParametersOf(_student)), new Cosine(), options.EarlyStopping);
    }

    public static RunResult Run(Options options)
    {
        using var run = TrainingRun.Begin<Losses>("TinyStudent", StageRole.Student, options);
        var data = TrainingRun.Checked(options.Data ?? TinyData.Make(options.TrainingSamples));
        var training = new TinyDistiller(options, run, data);
        training.Train(data);
        options.AfterTraining?.Invoke(training._student, training._teacher);
        return run.Finish(data, [(training._student, training.Evaluate)], [("TinyTeacher", training._teacher, training.EvaluateTeacher)]);
    }

    private void Train(DistillationData<ImageBatch> data)
    {
        for (var epoch = _run.Resume(); _run.HasEpoch(epoch); epoch++)
        {
            using (var studentTaps = new TinyStudent.Taps(_student))
            using (var teacherTaps = new TinyTeacher.Taps(_teacher))
            {
                foreach (var at in _run.Steps(data.Train, epoch))
                {
                    using (NewDisposeScope())
                    {
                        var batch = _run.Read(data.Train, at);
                        _options.OnBatch?.Invoke(at, batch);
                        _run.Optimize(Step(at, batch, studentTaps, teacherTaps));
                    }

                    _options.AfterStep?.Invoke(at);
                }
            }

            _run.Validate(epoch, data.Validation, (_student, Evaluate));
            _options.AfterEpoch?.Invoke(epoch);
        }
    }

    private Losses Step(StepContext at, ImageBatch batch, TinyStudent.Taps studentTaps, TinyTeacher.Taps teacherTaps)
    {
        Tensor teacherLogits, teacherEarly;
        using (no_grad())
        using (var teaching = NewDisposeScope())
        {
            teacherLogits = teaching.MoveToOuter(_teacher.call(batch.Images));
            teacherEarly = teaching.MoveToOuter(teacherTaps.Early.Take());
        }

        var studentLogits = _student.call(batch.Images);
        var studentEarly = studentTaps.Early.Take();

        var response = _response.Forward(studentLogits, teacherLogits);
        var taskLoss = _taskLoss.Forward(studentLogits, batch.Labels);
        var guidedEarly = _guidedEarly.Forward(_guidedEarlyAdapter.call(studentEarly), teacherEarly);
        if (_options.Poison?.Invoke(at) == true)
        {
            guidedEarly = guidedEarly.mul(double.NaN);
        }

        var total = response.mul(_responseWeight).add(taskLoss, _taskLossWeight).add(guidedEarly, _guidedEarlyWeight);
        return new(response, taskLoss, guidedEarly, total);
    }

    private Evaluation Evaluate(Dataset<ImageBatch> data) => Evaluate(data, _student);

    private Evaluation EvaluateTeacher(Dataset<ImageBatch> data) => Evaluate(data, _teacher);

    private Evaluation Evaluate(Dataset<ImageBatch> data, nn.Module<Tensor, Tensor> model)
    {
        var metric = new Accuracy();
        return _run.Evaluate(data, metric, batch =>
        {
            var predictions = model.call(batch.Images);
            metric.Update(predictions, batch.Labels);
            return _taskLoss.Forward(predictions, batch.Labels);
        });
    }

    public readonly record struct Losses(Tensor Response, Tensor TaskLoss, Tensor GuidedEarly, Tensor Total) : ILosses
    {
        public static IReadOnlyList<string> Names { get; } = ["response", "taskLoss", "guided.early", "total"];

        public Tensor[] Values() => [Response, TaskLoss, GuidedEarly, Total];
    }

    public sealed record Options : RunOptions
    {
        public Options()
            : base(new TrainAttribute { Epochs = 3, BatchSize = 16, Seed = 7 }) => Device = "cpu";

        public int TrainingSamples { get; init; } = 45;

        public DistillationData<ImageBatch>? Data { get; init; }

        public Func<IEnumerable<Parameter>, Optimizer> Optimizer { get; init; } = parameters => new Sgd(parameters, 0.05, momentum: 0.9, weightDecay: 1e-4, nesterov: true);

        public EarlyStopping? EarlyStopping { get; init; }

        public Predicate<StepContext>? Poison { get; init; }

        public Action<StepContext, ImageBatch>? OnBatch { get; init; }

        public Action<StepContext>? AfterStep { get; init; }

        public Action<int>? AfterEpoch { get; init; }

        public Action<TinyStudent, TinyTeacher>? AfterTraining { get; init; }
    }
}
