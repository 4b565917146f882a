using System.IO.Compression;
using Kd.Results.Data;
using Kd.Results.Models;
using Kd.Results.Runs;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Results.Tests;

/// <summary>What needs Fashion-MNIST; skipped without it.</summary>
public class DataSetTests
{
    [SkippableFact]
    public void The_parts_have_all_classes_and_the_sizes_that_are_told()
    {
        SkipWithoutData();
        var data = FashionMnist.Load(new(FashionMnist.Folder));
        Assert.Equal((FashionMnist.TrainCount, FashionMnist.ValidationCount, FashionMnist.TestCount), (data.Train.Count, data.Validation.Count, data.Test.Count));
        foreach (var part in new[] { data.Train, data.Validation, data.Test })
        {
            var batch = part.Read(arange(part.Count, ScalarType.Int64));
            Assert.Equal([part.Count, 1, 28, 28], batch.Images.shape);
            Assert.Equal(Enumerable.Range(0, 10).Select(c => (long)c), batch.Labels.data<long>().Distinct().Order());
            Assert.Equal(part.Count, batch.SampleIds.data<long>().Distinct().Count());
            Assert.InRange(batch.Images.mean().ToSingle(), -0.05f, 0.05f);
        }
    }

    [Fact]
    public void Files_of_the_data_sets_form_are_read_as_normalised_pixels_and_class_numbers()
    {
        using var folder = new TemporaryFolder();
        foreach (var (part, count) in new[] { ("train", FashionMnist.TrainCount + FashionMnist.ValidationCount + 1), ("t10k", FashionMnist.TestCount) })
        {
            var pixels = new byte[count * 784];
            pixels.AsSpan(784 * 3, 784).Fill(255);
            WriteIdx(folder[$"{part}-images-idx3-ubyte.gz"], pixels, count, 28, 28);
            WriteIdx(folder[$"{part}-labels-idx1-ubyte.gz"], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))], count);
        }

        Assert.True(FashionMnist.IsIn(folder.Path));
        var data = FashionMnist.Load(new(folder.Path));

        Assert.Equal((FashionMnist.TrainCount, FashionMnist.ValidationCount, FashionMnist.TestCount), (data.Train.Count, data.Validation.Count, data.Test.Count));
        var batch = data.Test.Read(tensor([3L, 12]));
        Assert.Equal([2L, 1, 28, 28], batch.Images.shape);
        Assert.Equal([3L, 2], batch.Labels.data<long>().ToArray());
        Assert.Equal((1 - 0.2860) / 0.3530, batch.Images[0].min().ToDouble(), 5);
        Assert.Equal(-0.2860 / 0.3530, batch.Images[1].max().ToDouble(), 5);
        Assert.Equal(FashionMnist.TrainCount + 5, data.Validation.Read(tensor([5L])).SampleIds.item<long>());

        static void WriteIdx(string path, byte[] elements, params int[] shape)
        {
            using var file = new GZipStream(File.Create(path), CompressionLevel.Fastest);
            file.Write([0, 0, 8, (byte)shape.Length]);
            foreach (var size in shape)
            {
                file.Write([(byte)(size >> 24), (byte)(size >> 16), (byte)(size >> 8), (byte)size]);
            }

            file.Write(elements);
        }
    }

    [SkippableFact]
    public void A_row_is_trained_for_a_few_steps_and_a_second_call_trains_nothing()
    {
        SkipWithoutData();
        using var folder = new TemporaryFolder();
        (string, string)[] few = [("train.epochs", "1"), ("train.batchSize", "1000")];
        var first = folder.Graph(few).Result(nameof(HintonAttentionStudent), 2);
        Assert.InRange(first.Test, 0.05, 1);
        Assert.Equal(nameof(HintonAttentionStudent), first.Stage);

        var lines = File.ReadAllLines(folder["runs.jsonl"]).Where(line => line.Length > 0).ToList();
        Assert.Equal(2, lines.Count);
        var again = folder.Graph(few).Result(nameof(HintonAttentionStudent), 2);
        Assert.Equal(first, again);
        Assert.Equal(lines, File.ReadAllLines(folder["runs.jsonl"]).Where(line => line.Length > 0));
    }

    // On a busy machine, threads that wait for each other take minutes.
    public DataSetTests() => set_num_threads(1);

    private static void SkipWithoutData() =>
        Skip.IfNot(FashionMnist.IsIn(FashionMnist.Folder), $"Fashion-MNIST is not in {FashionMnist.Folder}: apt-get install dataset-fashion-mnist");
}
