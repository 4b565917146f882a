using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Data;

/// <summary>The three parts of the data that a distillation needs.</summary>
/// <param name="Train">What is trained on.</param>
/// <param name="Validation">What chooses the epoch that is kept.</param>
/// <param name="Test">What is read once, at the end.</param>
/// <typeparam name="TBatch">The type of a batch.</typeparam>
public sealed record DistillationData<TBatch>(Dataset<TBatch> Train, Dataset<TBatch> Validation, Dataset<TBatch> Test)
    where TBatch : IBatch<TBatch>
{
    /// <summary>
    /// Splits samples in memory into the three parts, so that each class has its share in each part.
    /// </summary>
    /// <param name="samples">All samples, as one batch.</param>
    /// <param name="labels">Their class numbers: (N), 64-bit integers.</param>
    /// <param name="train">The training part's share, above 0.</param>
    /// <param name="validation">The validation part's share, above 0; the test part gets what remains.</param>
    /// <param name="seed">Decides which sample falls into which part.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shares leave nothing for a part.</exception>
    public static DistillationData<TBatch> Split(TBatch samples, Tensor labels, double train, double validation, int seed) =>
        Split(samples, labels.data<long>().ToArray(), train, validation, seed);

    /// <summary>Splits samples in memory that have no classes, such as those of a regression, into the three parts.</summary>
    /// <param name="samples">All samples, as one batch.</param>
    /// <param name="train">The training part's share, above 0.</param>
    /// <param name="validation">The validation part's share, above 0; the test part gets what remains.</param>
    /// <param name="seed">Decides which sample falls into which part.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shares leave nothing for a part.</exception>
    public static DistillationData<TBatch> Split(TBatch samples, double train, double validation, int seed) =>
        Split(samples, new long[samples.SampleIds.size(0)], train, validation, seed);

    /// <summary>Splits samples that are read batch by batch into the three parts, so that each class has its share in each part.</summary>
    /// <param name="samples">All samples.</param>
    /// <param name="labels">Their class numbers: (N), integers; the same number for all where there are no classes.</param>
    /// <param name="train">The training part's share, above 0.</param>
    /// <param name="validation">The validation part's share, above 0; the test part gets what remains.</param>
    /// <param name="seed">Decides which sample falls into which part.</param>
    /// <exception cref="ArgumentOutOfRangeException">The shares leave nothing for a part.</exception>
    /// <exception cref="ArgumentException">There are not as many labels as samples.</exception>
    public static DistillationData<TBatch> SplitDataset(Dataset<TBatch> samples, Tensor labels, double train, double validation, int seed)
    {
        if (labels.dim() != 1 || labels.size(0) != samples.Count)
        {
            throw new ArgumentException($"There are {samples.Count} samples, but labels {Shapes.Text(labels)}.", nameof(labels));
        }

        using var classes = labels.to(ScalarType.Int64, copy: true);
        return Split(classes.data<long>().ToArray(), train, validation, seed, indices => new SubsetDataset<TBatch>(samples, tensor(indices, device: CPU)));
    }

    private static DistillationData<TBatch> Split(TBatch samples, long[] classes, double train, double validation, int seed) =>
        Split(classes, train, validation, seed, indices =>
        {
            using var selected = tensor(indices, device: CPU);
            return Dataset.InMemory(samples.Map(t => t.index_select(0, selected)));
        });

    private static DistillationData<TBatch> Split(long[] classes, double train, double validation, int seed, Func<long[], Dataset<TBatch>> part)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(train);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(validation);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(train + validation, 1);
        var parts = StratifiedSplit.Of(classes, [train, validation], seed);
        return new(part(parts[0]), part(parts[1]), part(parts[2]));
    }
}
