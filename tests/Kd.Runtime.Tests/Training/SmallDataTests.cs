using Kd.Data;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Training;

/// <summary>Data that leaves little to learn from: few samples, one class.</summary>
public sealed class SmallDataTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 300)]
    [InlineData(17, 3, 1)]
    public void Parts_smaller_than_a_batch_are_trained_and_judged_whole(int train, int validation, int test)
    {
        var result = Run(Images(train, classes: 3), Images(validation, classes: 3), Images(test, classes: 3));

        Assert.True(double.IsFinite(result.Validation.Loss) && double.IsFinite(result.Test.Loss));
        Assert.Equal(Math.Round(result.Test.Value * test), result.Test.Value * test, 1e-9);
        Assert.Equal(Math.Round(result.Validation.Value * validation), result.Validation.Value * validation, 1e-9);
    }

    [Fact]
    public void One_class_alone_is_learned()
    {
        var result = Run(Images(48, classes: 1), Images(5, classes: 1), Images(7, classes: 1));

        Assert.Equal((1.0, 1.0), (result.Validation.Value, result.Test.Value));
    }

    [Fact]
    public void One_class_is_split_like_any_other()
    {
        using var all = NewDisposeScope();
        var samples = new ImageBatch(zeros(10, 1, 4, 4), zeros(10, ScalarType.Int64), arange(10));

        var parts = DistillationData<ImageBatch>.Split(samples, samples.Labels, train: 0.6, validation: 0.2, seed: 1);

        Assert.Equal((6, 2, 2), (parts.Train.Count, parts.Validation.Count, parts.Test.Count));
    }

    [Fact]
    public void Samples_without_classes_are_split_by_chance()
    {
        using var all = NewDisposeScope();
        var samples = new ImageBatch(zeros(100, 1), randn(100), arange(100));

        var (one, other) = (Split(1), Split(2));

        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), one.SelectMany(part => part).Order());
        Assert.Equal((60, 20, 20), (one[0].Length, one[1].Length, one[2].Length));
        Assert.NotEqual(one[0], other[0]);

        long[][] Split(int seed)
        {
            var parts = DistillationData<ImageBatch>.Split(samples, train: 0.6, validation: 0.2, seed);
            return [.. new[] { parts.Train, parts.Validation, parts.Test }.Select(p => p.Read(arange(p.Count)).SampleIds.data<long>().ToArray())];
        }
    }

    public void Dispose() => _tiny.Dispose();

    private RunResult Run(Dataset<ImageBatch> train, Dataset<ImageBatch> validation, Dataset<ImageBatch> test) =>
        TinyDistiller.Run(_tiny.Options with { Data = new(train, validation, test) });

    private static Dataset<ImageBatch> Images(int count, int classes) =>
        Dataset.InMemory(new ImageBatch(rand(count, 1, 4, 4), arange(count).remainder(classes), arange(count)));
}
