using Kd.Data;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>In which order an epoch goes through the samples: a shuffle, and partners, that depend on seed and epoch alone.</summary>
internal sealed class SampleOrder(int seed, int batchSize) : IDisposable
{
    private Tensor? _order;
    private Tensor? _partners;
    private ClassPairs? _pairs;
    private int _steps;

    /// <summary>How many samples a batch has, without partners. A change counts from the next shuffle.</summary>
    public int BatchSize { get; set; } = batchSize;

    /// <summary>How batches are put together.</summary>
    public BatchArrangement Arrangement { get; set; }

    /// <summary>How many batches the epoch has.</summary>
    public int Steps => _steps;

    /// <summary>How many samples some batches of the epoch have together, without partners.</summary>
    /// <param name="first">The first of them, from 0.</param>
    /// <param name="last">The last of them.</param>
    public long Samples(int first, int last) => End(_order!, last) - ((long)first * BatchSize);

    /// <summary>Shuffles for an epoch.</summary>
    /// <returns>
    /// How many batches the epoch has. The last may be smaller; a single sample that would remain joins the batch before it, since
    /// batch normalisation and relations between samples need two.
    /// </returns>
    /// <exception cref="KdException">Pairs of one class are wanted, and the samples have none (KD3011).</exception>
    public int Shuffle<TBatch>(Dataset<TBatch> data, int epoch)
        where TBatch : IBatch<TBatch>
    {
        Dispose();
        var count = data.Count;

        // On the CPU, so that a seed means one order on every device.
        using var generator = new Generator(RandomNumbers.Mixed(seed, epoch));
        _order = randperm(count, ScalarType.Int64, CPU, generator: generator).DetachFromDisposeScope();
        _partners = Arrangement switch
        {
            BatchArrangement.ClassPairs => (_pairs ??= ClassPairs.Of(data)).PartnersOf(_order, generator).DetachFromDisposeScope(),
            BatchArrangement.TwoViews => _order.alias().DetachFromDisposeScope(),
            _ => null,
        };
        var steps = (count + BatchSize - 1) / BatchSize;
        return _steps = (int)(steps > 1 && BatchSize > 1 && count % BatchSize == 1 ? steps - 1 : steps);
    }

    /// <summary>Reads a batch, with the samples' partners behind them.</summary>
    public TBatch Read<TBatch>(Dataset<TBatch> data, int step)
        where TBatch : IBatch<TBatch>
    {
        var batch = data.ReadView(Part(_order!, step));
        return _partners is null ? batch : JoinedBatch.Of(batch, data.ReadView(Part(_partners, step)));
    }

    public void Dispose()
    {
        _order?.Dispose();
        _partners?.Dispose();
    }

    private Tensor Part(Tensor samples, int step)
    {
        var begin = (long)step * BatchSize;
        return samples.narrow(0, begin, End(samples, step) - begin);
    }

    private long End(Tensor samples, int step) => step == _steps - 1 ? samples.size(0) : (long)(step + 1) * BatchSize;
}
