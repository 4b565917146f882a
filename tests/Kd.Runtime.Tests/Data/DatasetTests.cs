using Kd.Data;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Data;

/// <summary>Data sets that are made of others, and of files.</summary>
public sealed class DatasetTests : ScopedTest
{
    private static readonly Scalar _hundred = 100;

    [Fact]
    public void Files_give_batches_of_their_rows_with_the_rows_numbers_as_ids()
    {
        using var folder = new TemporaryFolder();
        using var images = Bytes(folder["images"], 10, 2);
        using var labels = Bytes(folder["labels"], 10, 1);
        var data = Dataset.FromFiles([images, labels], Batch);

        ImageBatch batch;
        using (var indices = tensor([7L, 2]))
        {
            batch = data.Read(indices);
        }

        Assert.Equal(10, data.Count);
        Assert.Equal([14.0, 15, 4, 5], Tensors.Numbers(batch.Images));
        Assert.Equal([7.0, 2], Tensors.Numbers(batch.Labels));
        Assert.Equal([7.0, 2], Tensors.Numbers(batch.SampleIds));
    }

    [Fact]
    public void Files_that_do_not_belong_together_are_told()
    {
        using var folder = new TemporaryFolder();
        using var images = Bytes(folder["images"], 10, 2);
        using var labels = Bytes(folder["labels"], 9, 1);

        var refusal = Assert.Throws<KdException>(() => Dataset.FromFiles([images, labels], Batch));

        Assert.Equal("KD3032", refusal.Id);
        Assert.Contains($"{folder["images"]} has 10 rows, but {folder["labels"]} has 9", refusal.Message);
        Assert.Throws<ArgumentException>(() => Dataset.FromFiles([], Batch));
    }

    [Fact]
    public void An_empty_file_is_a_part_without_samples()
    {
        using var folder = new TemporaryFolder();
        using var none = Bytes(folder["none"], 0, 2);
        var empty = Dataset.FromFiles([none, none], Batch);

        Assert.Equal("KD3007", Assert.Throws<KdException>(() => TrainingRun.Checked(new DistillationData<ImageBatch>(empty, empty, empty))).Id);
    }

    [Fact]
    public void A_slice_has_samples_with_their_ids()
    {
        var slice = TinyData.Make().Train.Slice(40, 5).Slice(1, 3);

        Assert.Equal(3, slice.Count);
        Assert.Equal([43.0, 41], Tensors.Numbers(slice.Read(tensor([2L, 0])).SampleIds));
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 46)]
    [InlineData(45, 1)]
    [InlineData(0, -1)]
    [InlineData(2, long.MaxValue)]
    public void A_slice_of_samples_that_are_not_there_is_refused(long begin, long count) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => TinyData.Make().Train.Slice(begin, count));

    [Fact]
    public void What_is_selected_and_sliced_is_still_seen_by_chance_only_where_it_is_trained_on()
    {
        var data = TinyData.Make().Train;
        var made = data.Augmented(b => b with { Images = b.Images.add(_hundred) }).Select(b => b with { Images = b.Images.neg() }).Slice(3, 9);
        var (plain, first) = (data.Read(arange(3, 12)).Images, arange(9));

        Assert.Equal(Tensors.Numbers(plain.neg()), Tensors.Numbers(made.Read(first).Images));
        Assert.Equal(Tensors.Numbers(plain.add(_hundred).neg()), Tensors.Numbers(made.ReadView(first).Images));
    }

    [Fact]
    public void A_split_of_files_is_that_of_the_same_samples_in_memory()
    {
        using var folder = new TemporaryFolder();
        using var images = Bytes(folder["images"], 60, 2);
        using var labels = Bytes(folder["labels"], 60, 1);
        var data = Dataset.FromFiles([images, labels], (rows, ids) => new ImageBatch(rows[0], ids.remainder(3), ids));
        var all = data.Read(arange(60));

        var (lazy, memory) = (
            DistillationData<ImageBatch>.SplitDataset(data, all.Labels, 0.6, 0.2, seed: 4),
            DistillationData<ImageBatch>.Split(all, all.Labels, 0.6, 0.2, seed: 4));

        foreach (var (read, kept) in new[] { (lazy.Train, memory.Train), (lazy.Validation, memory.Validation), (lazy.Test, memory.Test) })
        {
            Assert.Equal(kept.Count, read.Count);
            Assert.Equal(Tensors.Numbers(kept.Read(arange(kept.Count)).SampleIds), Tensors.Numbers(read.Read(arange(read.Count)).SampleIds));
            Assert.Equal(Tensors.Bytes(kept.Read(arange(kept.Count)).Images), Tensors.Bytes(read.Read(arange(read.Count)).Images));
        }

        Assert.Throws<ArgumentException>(() => DistillationData<ImageBatch>.SplitDataset(data, zeros(59, ScalarType.Int64), 0.6, 0.2, seed: 4));
    }

    [Fact]
    public void The_data_method_is_told_path_seed_and_what_cancels()
    {
        using var tiny = new TinyRun();
        using var stop = new CancellationTokenSource();
        using var loop = new TinyLoop(tiny.Options with { DataPath = "/some/where", Seed = 12, Stop = stop.Token });

        var context = loop.Run.Data;

        Assert.Equal(new DataContext("/some/where", 12, stop.Token), context);
        stop.Cancel();
        Assert.True(context.Cancellation.IsCancellationRequested);
    }

    /// <summary>A file of bytes 0, 1, 2, ...</summary>
    private static ArrayFile Bytes(string file, int rows, int columns)
    {
        File.WriteAllBytes(file, [.. Enumerable.Range(0, rows * columns).Select(i => (byte)i)]);
        return ArrayFile.Raw(file, ScalarType.Byte, columns);
    }

    private static ImageBatch Batch(Tensor[] rows, Tensor ids) => new(rows[0], rows[1].squeeze(1).to_type(ScalarType.Int64), ids);
}
