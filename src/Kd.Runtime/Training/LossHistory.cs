using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>
/// The losses of an epoch's steps. They stay on the device until the epoch ends, so that no step waits for a number.
/// </summary>
internal sealed class LossHistory(IReadOnlyList<string> names, Device device) : IDisposable
{
    private Tensor? _rows;
    private int _count;

    /// <summary>Begins an epoch.</summary>
    public void Begin(int steps)
    {
        if (_rows is null || _rows.size(0) != steps)
        {
            _rows?.Dispose();
            _rows = zeros([steps, names.Count], ScalarType.Float64, device).DetachFromDisposeScope();
        }

        _count = 0;
    }

    /// <summary>Adds a step's values. To be called in a dispose scope.</summary>
    public void Add(Tensor[] values)
    {
        using var gradients = no_grad();
        _rows!.select(0, _count++).copy_(stack(values));
    }

    /// <summary>The means over the epoch.</summary>
    /// <exception cref="KdException">A value is not finite (KD3002).</exception>
    public IReadOnlyDictionary<string, double> End(int epoch)
    {
        using var scope = NewDisposeScope();
        var values = _rows!.narrow(0, 0, _count).cpu().contiguous().data<double>().ToArray();
        var bad = Array.FindIndex(values, value => !double.IsFinite(value));
        if (bad >= 0)
        {
            throw new KdException(
                "KD3002", $"The term {names[bad % names.Count]} became {values[bad]} in epoch {epoch}, step {bad / names.Count}. " +
                "Lower the learning rate or the term's weight, or look for extreme values in the data.");
        }

        return names.Select((name, column) => (name, mean: Enumerable.Range(0, _count).Average(row => values[row * names.Count + column])))
            .ToDictionary(x => x.name, x => x.mean);
    }

    public void Dispose() => _rows?.Dispose();
}
