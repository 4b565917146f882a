using Kd.Training;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>What runs leave behind in memory.</summary>
public sealed class MemoryTests
{
    [Fact]
    public void A_longer_run_leaves_no_more_tensors_than_a_short_one()
    {
        AssertLeavesNoMore(PairDistiller.Run, new PairDistiller.Options());
        AssertLeavesNoMore(TrioDistiller.Run, new TrioDistiller.Options());
        AssertLeavesNoMore(CalmDistiller.Run, new CalmDistiller.Options());
        AssertLeavesNoMore(InwardDistiller.Run, new InwardDistiller.Options());
        AssertLeavesNoMore(BranchingDistiller.Run, new BranchingDistiller.Options { SgdLearningRate = 0.05 });
        AssertLeavesNoMore(ClassmateDistiller.Run, new ClassmateDistiller.Options());
        AssertLeavesNoMore(SquintingDistiller.Run, new SquintingDistiller.Options());
    }

    private static void AssertLeavesNoMore<TOptions>(Func<TOptions, RunResult> run, TOptions options)
        where TOptions : RunOptions =>
        Assert.Equal(Added(run, (TOptions)(options with { Epochs = 1 })), Added(run, (TOptions)(options with { Epochs = 4 })));

    private static long Added<TOptions>(Func<TOptions, RunResult> run, TOptions options)
        where TOptions : RunOptions
    {
        var before = LiveTensors();
        using (var runs = new Runs())
        {
            runs.Train(run, options);
        }

        return LiveTensors() - before;
    }

    private static long LiveTensors()
    {
        // The tensors of a data set are the user's and go with the garbage collector.
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Tensor.TotalCount;
    }
}
