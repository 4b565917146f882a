using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Training;

/// <summary>Gradients of several batches make one step.</summary>
public sealed class AccumulationTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Theory]
    [InlineData(128)]
    [InlineData(150)] // The last group has two batches, of 16 and 6.
    [InlineData(145)] // The last batch has 17: the single sample that would remain joins it.
    [InlineData(40)]
    public void Four_batches_of_16_are_one_of_64(int samples)
    {
        var large = Train(samples, batchSize: 64, accumulationSteps: 1);
        var small = Train(samples, batchSize: 16, accumulationSteps: 4);

        Assert.All(large.Weights.Zip(small.Weights), pair => Tensors.AssertClose("weights", pair.First, pair.Second, 1e-5, 1e-6));
        Assert.Equal(large.Changes, small.Changes);
    }

    [Fact]
    public void A_batch_that_is_skipped_does_not_count()
    {
        using var loop = new TinyLoop(_tiny.Options with { Epochs = 1, BatchSize = 16, AccumulationSteps = 3, NonFinite = NonFinite.Skip });
        var model = loop.Learner(Model());
        using var copy = Model();
        copy.load_state_dict(model.state_dict());
        var step = 0;

        loop.Train(
            batch =>
            {
                if (step++ == 1)
                {
                    return TinyLoop.TaskLoss(model, batch).mul(double.NaN);
                }

                // The mean of the two that are left.
                TinyLoop.TaskLoss(copy, batch).mul(step == 1 ? 16.0 / 29 : 13.0 / 29).backward();
                return TinyLoop.TaskLoss(model, batch);
            },
            model);

        Assert.Equal(3, step);
        foreach (var (name, parameter) in copy.named_parameters())
        {
            Tensors.AssertClose(name, parameter.detach().add(parameter.grad!, -0.05), model.get_parameter(name)!, 1e-5, 1e-6);
        }
    }

    [Fact]
    public void A_group_without_a_batch_that_counts_changes_nothing()
    {
        List<Dictionary<string, byte[]>> weights = [];
        Module<Tensor, Tensor>? model = null;
        using var loop = new TinyLoop(_tiny.Options with { Epochs = 1, BatchSize = 8, AccumulationSteps = 2, NonFinite = NonFinite.Skip }) { AfterStep = _ => weights.Add(Tensors.Bytes(model!)) };
        model = loop.Learner(Model());
        var step = 0;

        loop.Train(batch => TinyLoop.TaskLoss(model, batch).mul(step++ is 2 or 3 ? double.NaN : 1), model);

        Assert.Equal(weights[1], weights[3]);
        Assert.NotEqual(weights[3], weights[5]);
    }

    [Fact]
    public void No_batches_for_a_step_are_refused()
    {
        var refusal = Assert.Throws<KdException>(() => TinyDistiller.Run(_tiny.Options with { AccumulationSteps = 0 }));

        Assert.Equal(("KD1020", true), (refusal.Id, refusal.Message.Contains("train.accumulationSteps", StringComparison.Ordinal)));
    }

    public void Dispose() => _tiny.Dispose();

    private static Module<Tensor, Tensor> Model() => Sequential(Flatten(), Linear(16, 8, device: CPU), Tanh(), Linear(8, 3, device: CPU));

    // The weights behind each epoch, and how often they changed.
    private (List<Tensor> Weights, int Changes) Train(int samples, int batchSize, int accumulationSteps)
    {
        List<Tensor> weights = [];
        Module<Tensor, Tensor>? model = null;
        var (changes, before) = (0, Array.Empty<byte>());
        using var loop = new TinyLoop(
            _tiny.Options with { Epochs = 2, BatchSize = batchSize, AccumulationSteps = accumulationSteps }, data: TinyData.Make(samples))
        {
            AfterStep = _ =>
            {
                var now = Tensors.Bytes(model!)["1.weight"];
                changes += now.SequenceEqual(before) ? 0 : 1;
                before = now;
            },
            AfterEpoch = _ => weights.AddRange(model!.parameters().Select(p => p.detach().clone())),
        };
        model = loop.Run.Trained(Model());
        before = Tensors.Bytes(model)["1.weight"];
        loop.Run.Use(model, new Sgd(loop.Run.ParametersOf(model), 0.1, momentum: 0.9), new Constant());
        loop.Train(batch => TinyLoop.TaskLoss(model, batch), model);
        return (weights, changes);
    }
}
