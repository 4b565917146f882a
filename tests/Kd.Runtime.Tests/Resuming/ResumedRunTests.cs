using Kd.Losses;
using Kd.Resuming;
using Kd.Tests.Training.Tiny;
using Kd.Training;
using AdamW = Kd.Training.AdamW;

namespace Kd.Tests.Resuming;

/// <summary>A run that was ended goes on, and nobody can tell by its results.</summary>
public sealed class ResumedRunTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void After_a_crash_it_goes_on_from_the_last_checkpoint(int epoch, int step)
    {
        var options = _tiny.Options with { Checkpoints = _tiny["checkpoints"], CheckpointMinutes = 0, Optimizer = parameters => new AdamW(parameters, 0.01) };
        var crash = new InvalidOperationException("crash");
        Assert.Same(crash, Assert.Throws<InvalidOperationException>(() => TinyDistiller.Run(options with
        {
            AfterStep = at => { if ((at.Epoch, at.Step) == (epoch, step)) { throw crash; } },
        })));

        List<(int, int)> steps = [];
        var resumed = TinyDistiller.Run(options with { Output = _tiny["resumed"], AfterStep = at => steps.Add((at.Epoch, at.Step)) });

        // What was done behind the last checkpoint is done again: the step itself, whose end was not reached.
        Assert.Equal((epoch, step), steps[0]);
        var unbroken = TinyDistiller.Run(options with { Output = _tiny["unbroken"], Checkpoints = null });
        Assert.Equal(File.ReadAllBytes(unbroken.WeightsFile), File.ReadAllBytes(resumed.WeightsFile));
        Assert.Equal(unbroken with { WeightsFile = "", Teachers = resumed.Teachers, Peers = resumed.Peers }, resumed with { WeightsFile = "" });
        Assert.Equal(3, File.ReadAllLines(Path.Combine(options.Output!, "..", "resumed", "metrics.jsonl")).Length);
    }

    [Theory]
    [InlineData(1, 1)] // In the middle of a group of batches.
    [InlineData(2, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 0)]
    public void Gradients_of_a_group_and_averages_are_not_lost(int epoch, int step)
    {
        var options = _tiny.Options with
        {
            Checkpoints = _tiny["checkpoints"],
            CheckpointMinutes = 0,
            AccumulationSteps = 2,
            ClipNorm = 0.1,
            EmaDecay = 0.8,
        };
        Assert.Throws<InvalidOperationException>(() => TinyDistiller.Run(options with
        {
            AfterStep = at => { if ((at.Epoch, at.Step) == (epoch, step)) { throw new InvalidOperationException(); } },
        }));

        var resumed = TinyDistiller.Run(options with { Output = _tiny["resumed"] });

        var unbroken = TinyDistiller.Run(options with { Output = _tiny["unbroken"], Checkpoints = null });
        Assert.Equal(File.ReadAllBytes(unbroken.WeightsFile), File.ReadAllBytes(resumed.WeightsFile));
    }

    [Fact]
    public void It_says_so_in_one_line()
    {
        using var source = new CancellationTokenSource();
        var options = _tiny.Options with { Checkpoints = _tiny["checkpoints"], Stop = source.Token, AfterStep = at => { if (at is { Epoch: 2, Step: 1 }) { source.Cancel(); } } };
        var stopped = Assert.Throws<OperationCanceledException>(() => TinyDistiller.Run(options));
        Assert.Equal("TinyStudent was stopped after epoch 2, step 1, which is saved: the next run goes on from there.", stopped.Message);

        TinyDistiller.Run(options with { Stop = default });

        Assert.Single(_tiny.Recorder.Lines, "TinyStudent: goes on after epoch 2, step 1, where an earlier run was ended");
    }

    [Fact]
    public void Without_a_folder_it_stops_and_saves_nothing()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();

        var stopped = Assert.Throws<OperationCanceledException>(() => TinyDistiller.Run(_tiny.Options with { Stop = source.Token }));

        Assert.Equal("TinyStudent was stopped after epoch 1, step 0.", stopped.Message);
    }

    [Fact]
    public void A_run_that_ended_in_its_test_has_only_that_left()
    {
        var options = _tiny.Options with { Checkpoints = _tiny["checkpoints"] };
        Assert.Throws<InvalidOperationException>(() => TinyDistiller.Run(options with { AfterTraining = (_, _) => throw new InvalidOperationException() }));
        var steps = 0;

        var resumed = TinyDistiller.Run(options with { AfterStep = _ => steps++ });

        Assert.Equal((0, 3), (steps, resumed.Epochs));
        Assert.Equal(File.ReadAllBytes(TinyDistiller.Run(_tiny.Options).WeightsFile), File.ReadAllBytes(resumed.WeightsFile));
    }

    [Fact]
    public void What_a_loss_of_ones_own_remembers_is_restored()
    {
        var (options, seen) = (_tiny.Options with { Epochs = 2, Checkpoints = _tiny["checkpoints"], CheckpointMinutes = 0 }, new List<long>());
        Assert.Throws<InvalidOperationException>(() => Count(options, failsAfter: 4));
        Count(options, failsAfter: int.MaxValue);

        // Three steps an epoch; the fifth was done, and not saved.
        Assert.Equal([1, 2, 3, 4, 5, 5, 6], seen);

        void Count(RunOptions options, int failsAfter)
        {
            using var loop = new TinyLoop(options) { AfterStep = at => { if (((at.Epoch - 1) * 3) + at.Step >= failsAfter) { throw new InvalidOperationException(); } } };
            var model = loop.Learner(new TinyStudent());
            var counting = loop.Run.Own(model, "counting", new Counting());
            loop.Use(model);
            loop.Train(
                batch =>
                {
                    seen.Add(counting.Count());
                    return TinyLoop.TaskLoss(model, batch);
                },
                model);
        }
    }

    [Fact]
    public void What_a_built_in_loss_or_adapter_remembers_is_in_its_buffers()
    {
        var changing =
            from type in typeof(Loss).Assembly.GetTypes()
            where type.IsAssignableTo(typeof(Loss)) || type.IsAssignableTo(typeof(Kd.Adapters.Adapter))
            from field in type.GetFields(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.DeclaredOnly)
            where !field.IsInitOnly && field.GetCustomAttributes(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), false).Length == 0
            select $"{type.Name}.{field.Name}";

        // It repeats what a buffer says.
        Assert.Equal(["FactorTransfer._mayTransfer"], changing);
    }

    public void Dispose() => _tiny.Dispose();

    private sealed class Counting : Loss, IResumable
    {
        private long _count;

        public long Count() => ++_count;

        public void Visit(RunState state) => _count = state.Number("count", _count);
    }
}
