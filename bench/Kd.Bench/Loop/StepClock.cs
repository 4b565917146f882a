using System.Diagnostics;

namespace Kd.Bench.Loop;

/// <summary>Measures a loop that says when a step begins: some steps to warm up, then those that count, then one to end the last.</summary>
internal sealed class StepClock(int warmUp, int timed)
{
    private readonly long[] _began = new long[warmUp + timed + 1];
    private int _count;
    private Resources _first;
    private Resources _last;
    private long _peak;

    /// <summary>How many steps the loop has to train.</summary>
    public int Steps => _began.Length;

    /// <summary>A step begins.</summary>
    public void Tick()
    {
        if (_count == warmUp)
        {
            _first = Resources.Now();
        }

        _began[_count++] = Stopwatch.GetTimestamp();
        if (_count == Steps)
        {
            _last = Resources.Now();
            using var process = Process.GetCurrentProcess();
            _peak = process.PeakWorkingSet64;
        }
    }

    /// <summary>What was measured, when all steps have begun.</summary>
    /// <param name="loss">The mean of the total loss.</param>
    public LoopResult Result(double loss) => new(
        [.. Enumerable.Range(warmUp, timed).Select(i => Stopwatch.GetElapsedTime(_began[i], _began[i + 1]).TotalMilliseconds)],
        (_last.Processor - _first.Processor).TotalMilliseconds / timed,
        (double)(_last.Allocated - _first.Allocated) / timed,
        _last.Collections - _first.Collections,
        _peak,
        TorchSharp.torch.get_num_threads(),
        loss);

    private readonly record struct Resources(TimeSpan Processor, long Allocated, int Collections)
    {
        public static Resources Now() => new(Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), GC.CollectionCount(0));
    }
}

/// <summary>What a process measured of its loop.</summary>
/// <param name="Steps">Milliseconds of each step.</param>
/// <param name="Processor">Processor time of a step, all threads, in milliseconds.</param>
/// <param name="Allocated">Managed bytes allocated in a step.</param>
/// <param name="Collections">Garbage collections in all the timed steps.</param>
/// <param name="Peak">The largest resident set of the process, in bytes.</param>
/// <param name="Threads">libtorch's threads.</param>
/// <param name="Loss">The mean of the total loss, to see that the loops compute the same.</param>
internal sealed record LoopResult(double[] Steps, double Processor, double Allocated, int Collections, long Peak, int Threads, double Loss);
