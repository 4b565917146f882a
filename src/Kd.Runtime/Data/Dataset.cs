using Kd.Training;
using TorchSharp;
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

    /// <summary>The same samples in another form, made batch by batch when they are read: bytes as numbers, another record.</summary>
    /// <param name="map">Makes a batch of another, on the CPU; it has as many samples, in the same order.</param>
    /// <typeparam name="TOther">The type of the new batch.</typeparam>
    /// <example>
    /// <code>
    /// Dataset.InMemory(bytes).Select(batch => batch with { Images = batch.Images.to_type(ScalarType.Float32).div(_white) })
    /// </code>
    /// </example>
    public Dataset<TOther> Select<TOther>(Func<TBatch, TOther> map)
        where TOther : IBatch<TOther> => new SelectedDataset<TBatch, TOther>(this, map);

    /// <summary>Some of the samples, one behind the other. They keep their ids.</summary>
    /// <param name="begin">The number of the first.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many.</exception>
    public Dataset<TBatch> Slice(long begin, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(begin);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Count - begin);
        return new SubsetDataset<TBatch>(this, arange(begin, begin + count, ScalarType.Int64, CPU));
    }

    /// <summary>Whether samples to train on are changed by chance.</summary>
    internal virtual bool HasViews => false;

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

    /// <summary>A data set whose samples are the rows of arrays in files, and are read from there batch by batch.</summary>
    /// <param name="arrays">The arrays, with as many rows each. They have to stay open.</param>
    /// <param name="batch">Makes a batch of rows of each array, in their order and types, and of the rows' numbers, which are the samples' ids.</param>
    /// <typeparam name="TBatch">The type of the batch.</typeparam>
    /// <exception cref="KdException">They do not have as many rows (KD3032).</exception>
    /// <exception cref="ArgumentException">There is no array.</exception>
    /// <example>
    /// <code>
    /// Dataset.FromFiles(
    ///     [ArrayFile.Idx("train-images-idx3-ubyte"), ArrayFile.Idx("train-labels-idx1-ubyte")],
    ///     (rows, ids) => new ImageBatch(rows[0].unsqueeze(1).to_type(ScalarType.Float32).div(_white), rows[1].to_type(ScalarType.Int64), ids))
    /// </code>
    /// </example>
    public static Dataset<TBatch> FromFiles<TBatch>(IReadOnlyList<ArrayFile> arrays, Func<Tensor[], Tensor, TBatch> batch)
        where TBatch : IBatch<TBatch> => new FilesDataset<TBatch>(arrays, batch);
}
