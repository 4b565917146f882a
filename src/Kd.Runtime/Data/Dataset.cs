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

    /// <summary>
    /// The same samples, seen by chance a little different each time that they are trained on: turned, shifted, with noise. Where they are
    /// read for anything else, such as a validation, they are as they are.
    /// </summary>
    /// <param name="view">
    /// Changes a batch of training samples, on the CPU; its labels and ids stay. What it draws with <c>torch</c>'s random numbers repeats
    /// with the run's seed. Two random views of a batch are two calls.
    /// </param>
    /// <example>
    /// <code>
    /// data with { Train = data.Train.Augmented(batch => batch with { Images = batch.Images.add(torch.randn_like(batch.Images), 0.1) }) }
    /// </code>
    /// </example>
    public Dataset<TBatch> Augmented(Func<TBatch, TBatch> view) => new AugmentedDataset<TBatch>(this, view);

    /// <summary>Reads samples to train on.</summary>
    internal virtual TBatch ReadView(Tensor indices) => Read(indices);
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
