using Kd.Data;
using Kd.Tests.Fixtures;

namespace Kd.Tests.Data;

public sealed class StratifiedSplitTests : ScopedTest
{
    private static readonly double[] _shares = [0.6, 0.2];

    /// <summary>Classes 0, 1, 2 and 7 of 100, 50, 20 and 10 samples, mixed.</summary>
    private static readonly long[] _labels = Mixed((0, 100), (1, 50), (2, 20), (7, 10));

    [Theory]
    [InlineData(0, 60, 20)]
    [InlineData(1, 30, 10)]
    [InlineData(2, 12, 4)]
    [InlineData(7, 6, 2)]
    public void Each_class_has_its_share_in_each_part(long label, int first, int second)
    {
        var parts = StratifiedSplit.Of(_labels, _shares, seed: 1);

        Assert.Equal([first, second, second], parts.Select(part => part.Count(index => _labels[index] == label)));
    }

    [Fact]
    public void Each_sample_is_in_one_part()
    {
        var parts = StratifiedSplit.Of(_labels, _shares, seed: 1);

        Assert.Equal(Enumerable.Range(0, _labels.Length).Select(i => (long)i), parts.SelectMany(part => part).Order());
        Assert.All(parts, part => Assert.Equal(part.Order(), part));
    }

    [Fact]
    public void The_seed_decides()
    {
        Assert.Equal(StratifiedSplit.Of(_labels, _shares, seed: 1), StratifiedSplit.Of(_labels, _shares, seed: 1));
        Assert.NotEqual(StratifiedSplit.Of(_labels, _shares, seed: 1), StratifiedSplit.Of(_labels, _shares, seed: 2));
    }

    [Fact]
    public void Is_the_same_in_every_process() =>
        Assert.Equal([[0L, 1, 3, 7, 8, 9], [4, 6], [2, 5]], StratifiedSplit.Of(new long[10], _shares, seed: 1));

    [Fact]
    public void A_class_more_does_not_move_the_samples_of_the_others()
    {
        long[] more = [.. _labels, .. Enumerable.Repeat(5L, 30)];

        var before = StratifiedSplit.Of(_labels, _shares, seed: 1);
        var after = StratifiedSplit.Of(more, _shares, seed: 1);

        Assert.Equal(before, after.Select(part => part.Where(index => more[index] != 5).ToArray()));
    }

    [Fact]
    public void Data_are_split_with_their_labels()
    {
        var labels = tensor(_labels);
        var samples = new ImageBatch(labels.to(ScalarType.Float32).view(-1, 1, 1, 1), labels, arange(_labels.Length));

        var data = DistillationData<ImageBatch>.Split(samples, labels, train: 0.6, validation: 0.2, seed: 1);

        var parts = StratifiedSplit.Of(_labels, _shares, seed: 1);
        Assert.All(new[] { data.Train, data.Validation, data.Test }.Zip(parts), part =>
        {
            var read = part.First.Read(arange(part.First.Count));
            Assert.Equal(part.Second.Select(i => (double)i), Tensors.Numbers(read.SampleIds));
            Assert.Equal(Tensors.Numbers(read.Labels), Tensors.Numbers(read.Images));
        });
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(0.5, 0)]
    [InlineData(-0.1, 0.5)]
    [InlineData(0.8, 0.2)]
    [InlineData(0.9, 0.9)]
    public void Shares_that_leave_nothing_for_a_part_are_refused(double train, double validation)
    {
        var samples = new ImageBatch(zeros(10, 1), zeros(10, ScalarType.Int64), arange(10));

        Assert.Throws<ArgumentOutOfRangeException>(() => DistillationData<ImageBatch>.Split(samples, samples.Labels, train, validation, seed: 1));
    }

    private static long[] Mixed(params (long Label, int Count)[] classes)
    {
        long[] labels = [.. classes.SelectMany(c => Enumerable.Repeat(c.Label, c.Count))];
        new Random(1).Shuffle(labels);
        return labels;
    }
}
