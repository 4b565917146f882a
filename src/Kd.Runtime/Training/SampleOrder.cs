using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>In which order an epoch goes through the samples: a shuffle that depends on seed and epoch alone.</summary>
internal sealed class SampleOrder(int seed, int batchSize) : IDisposable
{
    private Tensor? _order;
    private int _steps;

    /// <summary>Shuffles for an epoch.</summary>
    /// <returns>
    /// How many batches the epoch has. The last may be smaller; a single sample that would remain joins the batch before it, since
    /// batch normalisation and relations between samples need two.
    /// </returns>
    public int Shuffle(long count, int epoch)
    {
        // On the CPU, so that a seed means one order on every device.
        using var generator = new Generator(Mixed(seed, epoch));
        _order?.Dispose();
        _order = randperm(count, ScalarType.Int64, CPU, generator: generator).DetachFromDisposeScope();
        var steps = (count + batchSize - 1) / batchSize;
        return _steps = (int)(steps > 1 && batchSize > 1 && count % batchSize == 1 ? steps - 1 : steps);
    }

    /// <summary>The samples' numbers of a batch.</summary>
    public Tensor Batch(int step)
    {
        var begin = (long)step * batchSize;
        var end = step == _steps - 1 ? _order!.size(0) : begin + batchSize;
        return _order!.narrow(0, begin, end - begin);
    }

    public void Dispose() => _order?.Dispose();

    // libtorch's generator on the CPU reads the lower 32 bits of its seed alone, so both numbers have to reach all of them: SplitMix64.
    private static ulong Mixed(int seed, int epoch)
    {
        var bits = ((ulong)(uint)seed << 32) | (uint)epoch;
        bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
        bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
        return bits ^ (bits >> 31);
    }
}
