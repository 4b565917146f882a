using Kd.Data;
using Kd.IO;
using Kd.Shared;
using Kd.Tests.Training.Tiny;
using Kd.Training;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Checking;

/// <summary>A distillation wired by hand, rightly unless a test says otherwise, that is checked and not trained.</summary>
internal sealed class CheckedWiring : IDisposable
{
    private readonly TinyRun _tiny = new();

    public Module<Tensor, Tensor> Student { get; init; } = new TinyStudent();

    public Module<Tensor, Tensor> Teacher { get; init; } = new TinyTeacher();

    public double ResponseWeight { get; init; } = 0.9;

    /// <summary>What becomes of the response of the teacher on its way to the total.</summary>
    public Func<Tensor, Tensor> Response { get; init; } = term => term;

    /// <summary>Called when the run has its models.</summary>
    public Action<TrainingRun> Prepare { get; init; } = _ => { };

    /// <summary>Called before each step.</summary>
    public Action BeforeStep { get; init; } = () => { };

    /// <summary>Called when all is over, but the models are still there.</summary>
    public Action AfterCheck { get; init; } = () => { };

    public string Output { get; private set; } = "";

    public StageReport Check()
    {
        ModelWeights.Save(Teacher, _tiny["their weights.safetensors"]);
        var options = _tiny.Options with { Weights = new Dictionary<string, string> { ["Teacher"] = _tiny["their weights.safetensors"] }, IsCheck = true };
        Output = options.Output!;
        using var run = TrainingRun.Begin<Losses>("TinyStudent", StageRole.Student, options);
        run.Trained(Student);
        run.Frozen(Teacher, "Teacher");
        Prepare(run);
        run.Use(Student, new Sgd(run.ParametersOf(Student), 0.05, momentum: 0.9), new Constant());
        var data = TinyData.Make();
        for (var epoch = run.Resume(); run.HasEpoch(epoch); epoch++)
        {
            foreach (var at in run.Steps(data.Train, epoch))
            {
                using var step = NewDisposeScope();
                BeforeStep();
                run.Optimize(Step(run.Read(data.Train, at)));
            }

            run.Validate(epoch, data.Validation, (Student, Evaluate));
        }

        run.Finish(data, [(Student, Evaluate)], [("Teacher", Teacher, Evaluate)]);
        AfterCheck();
        return StageReport.Parse(_tiny.Recorder.Reports.Single());

        Evaluation Evaluate(Dataset<ImageBatch> part) => run.Evaluate(part, new Kd.Metrics.Accuracy(), batch => functional.cross_entropy(Student.call(batch.Images), batch.Labels));
    }

    public void Dispose() => _tiny.Dispose();

    private Losses Step(ImageBatch batch)
    {
        Tensor wanted;
        using (var constant = Teacher.parameters().Any(p => p.requires_grad) ? null : no_grad())
        {
            wanted = Teacher.call(batch.Images);
        }

        var logits = Student.call(batch.Images);
        var response = Response(functional.mse_loss(logits, wanted));
        var taskLoss = functional.cross_entropy(logits, batch.Labels);
        using Scalar responseWeight = ResponseWeight, taskLossWeight = 0.1;
        return new(response, taskLoss, response.mul(responseWeight).add(taskLoss, taskLossWeight));
    }

    private readonly record struct Losses(Tensor Response, Tensor TaskLoss, Tensor Total) : ILosses
    {
        public static IReadOnlyList<string> Names { get; } = ["response", "taskLoss", "total"];

        public Tensor[] Values() => [Response, TaskLoss, Total];
    }
}
