using Kd.Data;
using Kd.IO;
using Kd.Metrics;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;
using TorchSharp.Modules;

namespace Kd.Tests.Training;

/// <summary>Which epoch's weights a run keeps, on a run whose predictions are scripted.</summary>
public sealed class SelectionTests : IDisposable
{
    private const int Samples = 4;
    private readonly TemporaryFolder _folder = new();
    private readonly List<float> _weights = [];

    /// <summary>An epoch as the validation sees it.</summary>
    /// <param name="Right">How many samples are predicted right.</param>
    /// <param name="Margin">How certain the predictions are: of those that are right, a larger margin lowers the loss.</param>
    public sealed record Outcome(int Right, double Margin = 1);

    public static TheoryData<Outcome[], int> Courses { get; } = new()
    {
        { [new(1), new(3), new(2)], 2 },
        { [new(3), new(2), new(1)], 1 },
        { [new(1), new(2), new(3)], 3 },
        { [new(0), new(0), new(0)], 1 },
        { [new(4, Margin: 1), new(4, Margin: 3), new(4, Margin: 2)], 2 }, // among equals that with the lower loss
        { [new(4, Margin: 2), new(4, Margin: 2)], 1 }, // and then the first
        { [new(3, Margin: 0.1), new(4, Margin: 50), new(3, Margin: 0.1)], 2 },
    };

    [Theory]
    [MemberData(nameof(Courses))]
    public void Keeps_the_epoch_with_the_best_validation(Outcome[] epochs, int kept)
    {
        var result = Run(Keep.BestValidation, epochs);

        Assert.Equal(kept, result.KeptEpoch);
        Assert.Equal(_weights[kept - 1], WeightIn(result.WeightsFile));
        Assert.Equal(epochs[kept - 1].Right / (double)Samples, result.Validation.Value);
    }

    [Theory]
    [MemberData(nameof(Courses))]
    public void Keeps_the_last_epoch_if_told_to(Outcome[] epochs, int bestValidation)
    {
        var result = Run(Keep.Last, epochs);

        Assert.InRange(bestValidation, 1, result.KeptEpoch);
        Assert.Equal(epochs.Length, result.KeptEpoch);
        Assert.Equal(_weights[^1], WeightIn(result.WeightsFile));
        Assert.Equal(epochs[^1].Right / (double)Samples, result.Validation.Value);
    }

    [Fact]
    public void Reports_the_test_accuracy_of_the_kept_epoch_and_of_the_last()
    {
        var result = Run(Keep.BestValidation, new Outcome(1), new Outcome(3), new Outcome(2));

        Assert.Equal((3.0 / Samples, 2.0 / Samples), (result.Test.Value, result.LastTest.Value));
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, new[] { 1, 2, 2, 3 }, 3, 2)]
    [InlineData(2, new[] { 1, 3, 2, 2, 4 }, 4, 2)]
    [InlineData(2, new[] { 1, 2, 1, 3, 1 }, 5, 4)]
    [InlineData(9, new[] { 3, 2, 1 }, 3, 1)]
    public void Stops_when_the_validation_has_not_become_better_for_so_many_epochs(int patience, int[] right, int trained, int kept)
    {
        var result = Run(Keep.BestValidation, [.. right.Select(r => new Outcome(r))], new EarlyStopping(patience));

        Assert.Equal((trained, kept), (result.Epochs, result.KeptEpoch));
        Assert.Equal(trained, _weights.Count);
    }

    [Fact]
    public void An_early_stop_counts_from_the_best_epoch_though_the_last_is_kept()
    {
        var result = Run(Keep.Last, [new(3), new(2), new(1), new(4)], new EarlyStopping(2));

        Assert.Equal((3, 3), (result.Epochs, result.KeptEpoch));
    }

    [Fact]
    public void A_patience_of_no_epochs_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(0));

    private RunResult Run(Keep keep, params Outcome[] epochs) => Run(keep, epochs, stopping: null);

    private RunResult Run(Keep keep, Outcome[] epochs, EarlyStopping? stopping)
    {
        var options = new Options { Epochs = epochs.Length, BatchSize = Samples, Keep = keep, Output = _folder.Path, Device = "cpu", Reporter = new Recorder() };
        using var run = TrainingRun.Begin<Losses>("Scripted", StageRole.Teacher, options);
        var samples = Dataset.InMemory(new ImageBatch(zeros(Samples, 1), zeros(Samples, ScalarType.Int64), arange(Samples)));
        var data = new DistillationData<ImageBatch>(samples, samples, samples);
        var model = run.Trained(nn.Linear(1, 1, hasBias: false));
        run.Use(model, new Sgd(run.ParametersOf(model), 0.5), new Constant(), stopping);

        for (var epoch = run.Resume(); run.HasEpoch(epoch); epoch++)
        {
            foreach (var at in run.Steps(data.Train, epoch))
            {
                using var step = NewDisposeScope();
                run.Optimize(new Losses(model.weight.sum()));
            }

            _weights.Add(Weight());
            run.Validate(epoch, data.Validation, (model, Evaluate));
        }

        return run.Finish(data, [(model, Evaluate)]);

        float Weight() => (float)Tensors.Numbers(model.weight!).Single();

        // What is predicted follows the weights, so that those that are restored are seen in the test part.
        Evaluation Evaluate(Dataset<ImageBatch> part)
        {
            var metric = new Accuracy();
            return run.Evaluate(part, metric, batch =>
            {
                var (right, margin) = epochs[_weights.IndexOf(Weight())];
                var certain = tensor([margin, 0]).expand(right, 2);
                var wrong = tensor([0, margin]).expand(Samples - right, 2);
                var predictions = cat([certain, wrong]);
                metric.Update(predictions, batch.Labels);
                return nn.functional.cross_entropy(predictions, batch.Labels);
            });
        }
    }

    private static float WeightIn(string file)
    {
        using var weight = SafeTensors.Read(file)["weight"];
        return weight.item<float>();
    }

    private readonly record struct Losses(Tensor Total) : ILosses
    {
        public static IReadOnlyList<string> Names { get; } = ["total"];

        public Tensor[] Values() => [Total];
    }

    private sealed record Options() : RunOptions(new TrainAttribute());
}
