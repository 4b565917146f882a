using Kd.IO;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Training;

/// <summary>What is validated and kept is the moving average of the weights that are trained.</summary>
public sealed class AveragedWeightsTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.6)]
    public void Follow_the_formula_are_kept_and_leave_the_training_as_it_is(double decay)
    {
        using var scope = NewDisposeScope();
        var plain = Train(_tiny.Options with { Keep = Keep.Last }, (_, _) => { });
        Dictionary<string, Tensor> expected = [];
        var averaged = Train(_tiny.Options with { Keep = Keep.Last, EmaDecay = decay }, (step, model) =>
        {
            // In double precision: d = min(decay, 1 - 1 / (k + 1)).
            var d = Math.Min(decay, 1 - (1.0 / (step + 1)));
            foreach (var (name, weight) in model.named_parameters())
            {
                var now = weight.detach().to(ScalarType.Float64);
                expected[name] = step == 0 ? now.clone() : expected[name].mul(d).add(now, 1 - d);
            }
        });

        Assert.Equal(plain.Steps, averaged.Steps);
        foreach (var (name, weight) in expected)
        {
            Tensors.AssertClose(name, weight, averaged.Shown[name], 1e-5, 1e-6);
            Tensors.AssertClose(name, weight, averaged.Kept[name], 1e-5, 1e-6);
        }

        // Batch statistics are the model's own.
        Assert.Equal(Tensors.Bytes(plain.Kept["1.running_mean"]), Tensors.Bytes(averaged.Kept["1.running_mean"]));
        Assert.NotEqual(Tensors.Bytes(plain.Kept["2.weight"]), Tensors.Bytes(averaged.Kept["2.weight"]));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1)]
    public void A_decay_out_of_its_range_is_refused(double decay)
    {
        var refusal = Assert.Throws<KdException>(() => TinyDistiller.Run(_tiny.Options with { EmaDecay = decay }));

        Assert.Equal(("KD1020", true), (refusal.Id, refusal.Message.Contains("train.emaDecay", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_run_that_is_stopped_while_they_are_evaluated_goes_on_with_the_weights_themselves()
    {
        using var source = new CancellationTokenSource();
        var options = _tiny.Options with { Checkpoints = _tiny["checkpoints"], EmaDecay = 0.5 };

        Assert.Throws<OperationCanceledException>(() => Run(options with { Stop = source.Token }, (epoch, evaluation) =>
        {
            if (epoch == 2)
            {
                source.Cancel();
            }

            return evaluation();
        }));
        var resumed = Run(options, (_, evaluation) => evaluation());

        var unbroken = Run(options with { Checkpoints = null, Output = _tiny["unbroken"] }, (_, evaluation) => evaluation());
        Assert.Equal(File.ReadAllBytes(unbroken), File.ReadAllBytes(resumed));
    }

    public void Dispose() => _tiny.Dispose();

    private static Module<Tensor, Tensor> Model() => Sequential(Flatten(), BatchNorm1d(16, device: CPU), Linear(16, 3, device: CPU));

    // A run whose evaluations are seen.
    private static string Run(RunOptions options, Func<int, Func<Evaluation>, Evaluation> evaluate)
    {
        using var loop = new TinyLoop(options);
        var model = loop.Learner(Model());
        for (var epoch = loop.Run.Resume(); loop.Run.HasEpoch(epoch); epoch++)
        {
            foreach (var at in loop.Run.Steps(loop.Data.Train, epoch))
            {
                using var scope = NewDisposeScope();
                loop.Run.Optimize(new TinyLoop.Losses(TinyLoop.TaskLoss(model, loop.Run.Read(loop.Data.Train, at))));
            }

            var now = epoch;
            loop.Run.Validate(epoch, loop.Data.Validation, (model, part => evaluate(now, () => loop.Evaluate(model, part))));
        }

        return loop.Finish(model).WeightsFile;
    }

    // The weights behind each step; those that are validated last, and those that are kept.
    private static (List<byte[]> Steps, Dictionary<string, Tensor> Shown, IReadOnlyDictionary<string, Tensor> Kept) Train(RunOptions options, Action<int, nn.Module> look)
    {
        List<byte[]> steps = [];
        Dictionary<string, Tensor> shown = [];
        Module<Tensor, Tensor>? model = null;
        using var loop = new TinyLoop(options)
        {
            AfterStep = _ =>
            {
                steps.Add(Tensors.Bytes(model!)["2.weight"]);
                look(steps.Count, model!);
            },
            AfterEpoch = _ => shown = model!.named_parameters().ToDictionary(p => p.name, p => p.parameter.detach().clone()),
        };
        model = loop.Learner(Model());
        look(0, model);
        loop.Train(batch => TinyLoop.TaskLoss(model, batch), model);
        return (steps, shown, SafeTensors.Read(loop.Finish(model).WeightsFile));
    }
}
