using static TorchSharp.torch;

namespace Kd.Data;

/// <summary>Samples that can be read by their numbers, as a batch.</summary>
/// <typeparam name="TBatch">The type of the batch.</typeparam>
public abstract class Dataset<TBatch>
    where TBatch : IBatch<TBatch>
{
    /// <summary>How many samples there are.</summary>
    public abstract long Count { get; }

    /// <summary>Reads samples.</summary>
    /// <param name="indices">The samples' numbers: (B), 64-bit integers from 0 to <see cref="Count"/> - 1, on the CPU.</param>
    public abstract TBatch Read(Tensor indices);
}

/// <summary>Makes data sets.</summary>
public static class Dataset
{
    /// <summary>A data set whose samples are all in memory.</summary>
    /// <param name="samples">All the samples, as one batch.</param>
    /// <typeparam name="TBatch">The type of the batch.</typeparam>
    public static Dataset<TBatch> InMemory<TBatch>(TBatch samples)
        where TBatch : IBatch<TBatch> => new InMemoryDataset<TBatch>(samples);
}
