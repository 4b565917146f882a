using Kd.Data;
using Kd.Metrics;
using Kd.Training;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Training.Tiny;

/// <summary>A loop about whatever models and losses a test has.</summary>
internal sealed class TinyLoop(RunOptions options, string stage = "TinyStudent", StageRole role = StageRole.Student, DistillationData<ImageBatch>? data = null) : IDisposable
{
    /// <summary>The run, which the models are given to.</summary>
    public TrainingRun Run { get; } = TrainingRun.Begin<Losses>(stage, role, options);

    public DistillationData<ImageBatch> Data { get; } = data ?? TinyData.Make();

    /// <summary>Called behind each step.</summary>
    public Action<StepContext>? AfterStep { get; init; }

    /// <summary>Called behind each epoch.</summary>
    public Action<int>? AfterEpoch { get; init; }

    /// <summary>Takes a model that is trained with plain gradient descent.</summary>
    public T Learner<T>(T model, string? name = null, double rate = 0.05, EarlyStopping? stopping = null)
        where T : nn.Module
    {
        Run.Trained(model, name);
        Use(model, rate, stopping);
        return model;
    }

    /// <summary>Takes the optimizer again, when parts have come or members have been frozen.</summary>
    public void Use(nn.Module model, double rate = 0.05, EarlyStopping? stopping = null) =>
        Run.Use(model, new Sgd(Run.ParametersOf(model), rate), new Constant(), stopping);

    public void Train(Func<ImageBatch, Tensor> total, params Module<Tensor, Tensor>[] learners)
    {
        for (var epoch = Run.Resume(); Run.HasEpoch(epoch); epoch++)
        {
            foreach (var at in Run.Steps(Data.Train, epoch))
            {
                using (NewDisposeScope())
                {
                    Run.Optimize(new Losses(total(Run.Read(Data.Train, at))));
                }

                AfterStep?.Invoke(at);
            }

            Run.Validate(epoch, Data.Validation, [.. learners.Select(Judged)]);
            AfterEpoch?.Invoke(epoch);
        }
    }

    public RunResult Finish(params Module<Tensor, Tensor>[] learners) => Run.Finish(Data, [.. learners.Select(Judged)]);

    /// <summary>The task's loss, which a model can always be trained with.</summary>
    public static Tensor TaskLoss(Module<Tensor, Tensor> model, ImageBatch batch) => functional.cross_entropy(model.call(batch.Images), batch.Labels);

    public Evaluation Evaluate(Module<Tensor, Tensor> model, Dataset<ImageBatch> part)
    {
        var metric = new Accuracy();
        return Run.Evaluate(part, metric, batch =>
        {
            var predictions = model.call(batch.Images);
            metric.Update(predictions, batch.Labels);
            return functional.cross_entropy(predictions, batch.Labels);
        });
    }

    public void Dispose() => Run.Dispose();

    private (nn.Module Model, Func<Dataset<ImageBatch>, Evaluation> Evaluate) Judged(Module<Tensor, Tensor> model) => (model, part => Evaluate(model, part));

    public readonly record struct Losses(Tensor Total) : ILosses
    {
        public static IReadOnlyList<string> Names { get; } = ["total"];

        public Tensor[] Values() => [Total];
    }
}
