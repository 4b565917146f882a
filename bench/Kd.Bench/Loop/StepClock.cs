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
    private int _begun;
    private long _began;
    private Resources _first;
    private Resources _last;
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
            _last = Resources.Now();
            using (var process = Process.GetCurrentProcess())
            {
                _peak = process.PeakWorkingSet64;
            }

            waitForTurn();
            if (timed == 0)
            {
                _first = Resources.Now();
            }
        }

        _begun++;
        _began = Stopwatch.GetTimestamp();
    }

    /// <summary>What was measured, when all steps have begun.</summary>
    /// <param name="loss">The mean of the total loss.</param>
    public LoopResult Result(double loss) => new(
        [.. _steps.Chunk(plan.BlockSteps).Select(Statistics.Median)],
        (_last.Processor - _first.Processor).TotalMilliseconds / _steps.Count,
        (double)(_last.Allocated - _first.Allocated) / _steps.Count,
        _last.Collections - _first.Collections,
        _peak,
        TorchSharp.torch.get_num_threads(),
        loss);

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
/// <param name="Blocks">Milliseconds of a step, the median of each block.</param>
/// <param name="Processor">Processor time of a step, all threads, in milliseconds.</param>
/// <param name="Allocated">Managed bytes allocated in a step.</param>
/// <param name="Collections">Garbage collections in all the timed steps.</param>
/// <param name="Peak">The largest resident set of the process, in bytes.</param>
/// <param name="Threads">libtorch's threads.</param>
/// <param name="Loss">The mean of the total loss, to see that the loops compute the same.</param>
internal sealed record LoopResult(double[] Blocks, double Processor, double Allocated, int Collections, long Peak, int Threads, double Loss);
