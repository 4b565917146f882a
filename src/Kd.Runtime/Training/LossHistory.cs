using System.Diagnostics;
using System.Runtime.InteropServices;
using Kd.Resuming;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>
/// The losses of an epoch's steps. They stay on the device until the epoch ends, so that no step waits for a number.
/// </summary>
internal sealed class LossHistory(IReadOnlyList<string> names, Device device) : IResumable, IDisposable
{
    // Enough that one batch does not decide, and few enough to see a change.
    private const int RecentSteps = 50;

    private readonly Stopwatch _clock = new();
    private Tensor? _rows;
    private int _count;
    private double _secondsBefore;

    /// <summary>How many steps have been added.</summary>
    public int Count => _count;

    /// <summary>How long the epoch has taken, also in a run that this one goes on from.</summary>
    public TimeSpan Elapsed => TimeSpan.FromSeconds(_secondsBefore) + _clock.Elapsed;

    /// <summary>Begins an epoch, or goes on with the one whose losses were restored.</summary>
    /// <param name="steps">How many steps it has.</param>
    /// <param name="isResumed">Whether some of them are done.</param>
    public void Begin(int steps, bool isResumed = false)
    {
        _clock.Restart();
        if (isResumed)
        {
            return;
        }

        Allocate(steps);
        (_count, _secondsBefore) = (0, 0);
    }

    /// <summary>Adds a step's values. To be called in a dispose scope.</summary>
    public void Add(Tensor[] values)
    {
        using var gradients = no_grad();
        _rows!.select(0, _count++).copy_(stack(values));
    }

    /// <summary>Forgets the last step's values.</summary>
    public void RemoveLast() => _count--;

    /// <summary>Whether the last step's values are numbers. On a GPU it waits for them.</summary>
    public bool IsLastFinite()
    {
        if (device.type == DeviceType.CPU)
        {
            var all = MemoryMarshal.Cast<byte, double>(_rows!.bytes);
            return IsFinite(all.Slice((_count - 1) * names.Count, names.Count));
        }

        return IsFinite(Values(_count - 1));
    }

    /// <summary>The first value, since a step, that is not a number; nothing if there is none.</summary>
    /// <param name="first">The step.</param>
    public (int Step, string Term, double Value)? FindFault(int first = 0)
    {
        var values = Values(first);
        var bad = Array.FindIndex(values, value => !double.IsFinite(value));
        return bad < 0 ? null : (first + (bad / names.Count), names[bad % names.Count], values[bad]);
    }

    /// <summary>The total of the first step.</summary>
    public double FirstTotal() => Values(0)[names.Count - 1];

    /// <summary>The means over the epoch.</summary>
    public IReadOnlyDictionary<string, double> Means() => MeansSince(0);

    /// <summary>The means over the last steps; none before the first. On a GPU it waits for them.</summary>
    public IReadOnlyDictionary<string, double> RecentMeans() => _count > 0 ? MeansSince(Math.Max(0, _count - RecentSteps)) : new Dictionary<string, double>();

    public void Visit(RunState state)
    {
        _count = (int)state.Number("count", (long)_count);
        var steps = (int)state.Number("of", _rows?.size(0) ?? 0);
        _secondsBefore = state.Number("seconds", Elapsed.TotalSeconds);
        if (state.IsRestoring)
        {
            Allocate(steps);
        }

        state.Tensor("rows", _rows!);
    }

    public void Dispose() => _rows?.Dispose();

    private void Allocate(int steps)
    {
        if (_rows is null || _rows.size(0) != steps)
        {
            _rows?.Dispose();
            _rows = zeros([steps, names.Count], ScalarType.Float64, device).DetachFromDisposeScope();
        }
    }

    private Dictionary<string, double> MeansSince(int first)
    {
        var values = Values(first);
        return names.Select((name, column) => (name, mean: Enumerable.Range(0, _count - first).Average(row => values[row * names.Count + column])))
            .ToDictionary(x => x.name, x => x.mean);
    }

    private double[] Values(int first)
    {
        using var scope = NewDisposeScope();
        return _rows!.narrow(0, first, _count - first).cpu().contiguous().data<double>().ToArray();
    }

    private static bool IsFinite(ReadOnlySpan<double> values)
    {
        foreach (var value in values)
        {
            if (!double.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }
}
