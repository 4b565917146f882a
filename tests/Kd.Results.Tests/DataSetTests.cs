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
