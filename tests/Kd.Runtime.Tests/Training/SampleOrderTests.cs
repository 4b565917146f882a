using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;

namespace Kd.Tests.Training;

/// <summary>In which order a run goes through its samples.</summary>
public sealed class SampleOrderTests : IDisposable
{
    private const int Samples = 45;
    private readonly TinyRun _tiny = new();

    [Fact]
    public void Each_epoch_visits_each_sample_once()
    {
        var epochs = Visits(seed: 7, batchSize: 16);

        Assert.Equal(3, epochs.Count);
        Assert.All(epochs, batches => Assert.Equal(Enumerable.Range(0, Samples).Select(i => (long)i), batches.SelectMany(b => b).Order()));
    }

    [Theory]
    [InlineData(16, 16, 16, 13)]
    [InlineData(15, 15, 15, 15)]
    [InlineData(44, 45)] // a single sample joins the batch before it
    [InlineData(11, 11, 11, 11, 12)]
    [InlineData(43, 43, 2)]
    [InlineData(45, 45)]
    [InlineData(1000, 45)]
    public void The_last_batch_has_what_remains(int batchSize, params int[] sizes) =>
        Assert.All(Visits(seed: 7, batchSize), batches => Assert.Equal(sizes, batches.Select(b => b.Length)));

    [Fact]
    public void Each_epoch_has_an_order_of_its_own()
    {
        var orders = Visits(seed: 7, batchSize: Samples).Select(batches => string.Join(' ', batches.Single()));

        Assert.Distinct(orders);
    }

    [Fact]
    public void The_same_seed_gives_the_same_order() =>
        Assert.Equal(Visits(seed: 7, batchSize: 16), Visits(seed: 7, batchSize: 16));

    [Theory]
    [InlineData(8)]
    [InlineData(-7)]
    [InlineData(7 + (1 << 16))]
    public void Another_seed_gives_another_order(int seed) =>
        Assert.NotEqual(Visits(seed: 7, batchSize: 16)[0], Visits(seed, batchSize: 16)[0]);

    [Fact]
    public void The_order_of_one_seed_is_not_that_of_the_next_an_epoch_later()
    {
        var (one, next) = (Visits(seed: 7, batchSize: Samples), Visits(seed: 8, batchSize: Samples));

        Assert.NotEqual(one[1], next[0]);
        Assert.NotEqual(one[0], next[1]);
    }

    public void Dispose() => _tiny.Dispose();

    /// <summary>The samples of each batch of each epoch.</summary>
    private List<List<long[]>> Visits(int seed, int batchSize)
    {
        var visits = new List<List<long[]>>();
        TinyDistiller.Run(_tiny.Options with
        {
            Seed = seed,
            BatchSize = batchSize,
            TrainingSamples = Samples,
            OnBatch = (at, batch) =>
            {
                if (at.Step == 0)
                {
                    visits.Add([]);
                }

                visits[at.Epoch - 1].Add([.. Tensors.Numbers(batch.SampleIds).Select(id => (long)id)]);
            },
        });
        return visits;
    }
}
