using System.Diagnostics;

namespace Kd.Bench.Loop;

/// <summary>
/// Measures a loop that says when a step begins: first some steps to warm up, then blocks of steps that count. Before each block, and
/// after the last, it holds the loop until it is its turn. One step more ends the last block.
/// </summary>
/// <param name="plan">How many steps.</param>
/// <param name="waitForTurn">Returns when the loop may go on.</param>
internal sealed class StepClock(StepPlan plan, Action waitForTurn)
{
    private readonly List<double> _steps = [];
    private readonly List<BlockResult> _blocks = [];
    private int _begun;
    private long _began;
    private Resources _blockBegan;
    private long _peak;

    /// <summary>How many steps the loop has to train.</summary>
    public int Steps => plan.WarmUp + plan.Blocks * plan.BlockSteps + 1;

    /// <summary>A step begins.</summary>
    public void Tick()
    {
        var timed = _begun - plan.WarmUp;
        if (timed > 0)
        {
            _steps.Add(Stopwatch.GetElapsedTime(_began).TotalMilliseconds);
        }

        if (timed >= 0 && timed % plan.BlockSteps == 0)
        {
            if (timed > 0)
            {
                EndBlock();
            }

            waitForTurn();
            _blockBegan = Resources.Now();
        }

        _begun++;
        _began = Stopwatch.GetTimestamp();
    }

    /// <summary>What was measured, when all steps have begun.</summary>
    /// <param name="loss">The mean of the total loss.</param>
    public LoopResult Result(double loss) => new([.. _blocks], _peak, TorchSharp.torch.get_num_threads(), loss);

    private void EndBlock()
    {
        var now = Resources.Now();
        _blocks.Add(new(
            Statistics.Median(_steps),
            (now.Processor - _blockBegan.Processor).TotalMilliseconds / plan.BlockSteps,
            (double)(now.Allocated - _blockBegan.Allocated) / plan.BlockSteps,
            now.Collections - _blockBegan.Collections));
        _steps.Clear();
        using var process = Process.GetCurrentProcess();
        _peak = process.PeakWorkingSet64;
    }

    private readonly record struct Resources(TimeSpan Processor, long Allocated, int Collections)
    {
        public static Resources Now() => new(Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), GC.CollectionCount(0));
    }
}

/// <summary>How many steps a process runs.</summary>
/// <param name="WarmUp">Steps before the timed ones.</param>
/// <param name="Blocks">Blocks of timed steps, between which the other processes run theirs.</param>
/// <param name="BlockSteps">Steps of a block.</param>
internal sealed record StepPlan(int WarmUp, int Blocks, int BlockSteps);

/// <summary>What a process measured of its loop.</summary>
/// <param name="Blocks">Of each block.</param>
/// <param name="Peak">The largest resident set of the process, in bytes.</param>
/// <param name="Threads">libtorch's threads.</param>
/// <param name="Loss">The mean of the total loss, to see that the loops compute the same.</param>
internal sealed record LoopResult(BlockResult[] Blocks, long Peak, int Threads, double Loss);

/// <summary>What was measured of a block's steps.</summary>
/// <param name="Elapsed">Milliseconds of a step: the median.</param>
/// <param name="Processor">Processor time of a step, all threads, in milliseconds: the mean.</param>
/// <param name="Allocated">Managed bytes allocated in a step: the mean.</param>
/// <param name="Collections">Garbage collections in the block.</param>
internal sealed record BlockResult(double Elapsed, double Processor, double Allocated, int Collections);
