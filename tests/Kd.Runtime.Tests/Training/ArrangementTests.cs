using Kd.Data;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Training;

/// <summary>How the batches of a run are put together.</summary>
public sealed class ArrangementTests : IDisposable
{
    private const int Samples = 45;
    private readonly TinyRun _tiny = new();

    public static TheoryData<BatchArrangement> Arrangements { get; } = [.. Enum.GetValues<BatchArrangement>()];

    [Fact]
    public void A_partner_is_another_sample_of_the_same_class()
    {
        foreach (var (ids, labels) in Read(BatchArrangement.ClassPairs).SelectMany(epoch => epoch))
        {
            var half = ids.Length / 2;
            Assert.Equal(labels[..half], labels[half..]);
            Assert.All(Enumerable.Range(0, half), i => Assert.NotEqual(ids[i], ids[half + i]));
            Assert.Equal(ids.Select(id => id % 3), labels);
        }
    }

    [Fact]
    public void Every_other_sample_of_the_class_becomes_a_partner_alike()
    {
        // 15 samples of a class, 600 epochs: each of the 14 others is the partner of sample 0 about 43 times, with a deviation of 6.3.
        var partners = Read(BatchArrangement.ClassPairs, epochs: 600, batchSize: Samples).Select(epoch => epoch.Single().Ids).Select(ids => ids[Samples + Array.IndexOf(ids, 0L)]).ToList();

        Assert.Equal(Enumerable.Range(1, 14).Select(i => 3L * i), partners.Distinct().Order());
        Assert.All(partners.CountBy(id => id), count => Assert.InRange(count.Value, 15, 75));
    }

    [Fact]
    public void A_sample_that_is_alone_in_its_class_is_its_own_partner()
    {
        var labels = new long[Samples];
        labels[7] = 1;

        var (ids, _) = Read(BatchArrangement.ClassPairs, batchSize: Samples, data: Labelled(tensor(labels)))[0].Single();

        Assert.Equal(7, ids[Samples + Array.IndexOf(ids, 7L)]);
    }

    [Fact]
    public void A_view_is_of_the_same_samples_read_again()
    {
        var data = new Counting();

        using var loop = new TinyLoop(_tiny.Options with { Epochs = 1, BatchSize = 16 }, data: TinyData.Make() with { Train = data });
        loop.Run.Arrange(BatchArrangement.TwoViews);
        loop.Learner(new TinyStudent());
        foreach (var at in loop.Run.Steps(loop.Data.Train, 1))
        {
            using var step = NewDisposeScope();
            var batch = loop.Run.Read(loop.Data.Train, at);
            var half = batch.Images.size(0) / 2;
            Assert.Equal(Tensors.Numbers(batch.SampleIds[..(int)half]), Tensors.Numbers(batch.SampleIds[(int)half..]));

            // A data set that gives each reading its number.
            Assert.Equal([(2.0 * at.Step) + 1], Tensors.Numbers(batch.Images[..(int)half]).Distinct());
            Assert.Equal([(2.0 * at.Step) + 2], Tensors.Numbers(batch.Images[(int)half..]).Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(Arrangements))]
    public void The_first_half_goes_through_the_samples_as_without_partners(BatchArrangement arrangement)
    {
        var plain = Read(BatchArrangement.Shuffled);
        var arranged = Read(arrangement);

        Assert.Equal(
            plain.Select(epoch => epoch.Select(batch => batch.Ids)),
            arranged.Select(epoch => epoch.Select(batch => arrangement == BatchArrangement.Shuffled ? batch.Ids : batch.Ids[..(batch.Ids.Length / 2)])));
        Assert.All(arranged, epoch => Assert.Equal(
            Enumerable.Range(0, Samples).Select(i => (long)i),
            epoch.SelectMany(batch => arrangement == BatchArrangement.Shuffled ? batch.Ids : batch.Ids[..(batch.Ids.Length / 2)]).Order()));
    }

    [Fact]
    public void The_same_seed_draws_the_same_partners_and_another_others()
    {
        var first = Ids(seed: 7);

        Assert.Equal(first, Ids(seed: 7));
        Assert.NotEqual(first, Ids(seed: 8));
        Assert.NotEqual(Partners(first[0]), Partners(first[1]));

        List<List<long[]>> Ids(int seed) => Read(BatchArrangement.ClassPairs, seed: seed, batchSize: Samples).ConvertAll(epoch => epoch.ConvertAll(batch => batch.Ids));

        // By sample, since the order differs from epoch to epoch anyway.
        static IEnumerable<long> Partners(List<long[]> epoch) => Enumerable.Range(0, Samples).Select(sample => epoch[0][Samples + Array.IndexOf(epoch[0], (long)sample)]);
    }

    [Fact]
    public void The_labels_are_read_once()
    {
        var data = new Counting();

        Read(BatchArrangement.ClassPairs, epochs: 3, batchSize: Samples, data: data);

        // Once for the labels, and in each of three epochs the samples and their partners.
        Assert.Equal(1 + (3 * 2), data.Readings);
    }

    [Fact]
    public void Batches_without_labels_have_no_pairs()
    {
        using var loop = new TinyLoop(_tiny.Options);
        loop.Run.Arrange(BatchArrangement.ClassPairs);
        loop.Learner(new TinyStudent());
        using var scope = NewDisposeScope();
        var samples = Dataset.InMemory(new Unlabelled(zeros(4, 1), arange(4)));

        var refusal = Assert.Throws<KdException>(() => loop.Run.Steps(samples, 1).First());

        Assert.Equal("KD3011", refusal.Id);
        Assert.Contains("Unlabelled has no tensor Labels", refusal.Message);
    }

    [Fact]
    public void Labels_that_are_no_class_numbers_have_no_pairs()
    {
        using var scope = NewDisposeScope();

        Assert.Contains("ImageBatch has Float32 Labels (45) for 45 samples", Refusal(zeros(Samples)).Message);
        Assert.Contains("ImageBatch has Int64 Labels (45, 2) for 45 samples", Refusal(zeros(Samples, 2, ScalarType.Int64)).Message);

        KdException Refusal(Tensor labels) => Assert.Throws<KdException>(() => Read(BatchArrangement.ClassPairs, data: Labelled(labels)));
    }

    [Theory]
    [MemberData(nameof(Arrangements))]
    public void The_same_seed_gives_the_same_bytes(BatchArrangement arrangement)
    {
        var plain = Weights(BatchArrangement.Shuffled);
        var first = Weights(arrangement);

        Assert.Equal(first, Weights(arrangement));
        Assert.Equal(arrangement == BatchArrangement.Shuffled, plain.SequenceEqual(first));

        byte[] Weights(BatchArrangement arrangement)
        {
            var data = TinyData.Make();
            using var loop = new TinyLoop(_tiny.Options, data: data with { Train = data.Train.Augmented(b => b with { Images = b.Images.add(randn_like(b.Images), 0.1) }) });
            loop.Run.Arrange(arrangement);
            var student = loop.Learner(new TinyStudent());
            loop.Run.Averaged(new TinyStudent(), student, 0.9);
            loop.Train(batch => TinyLoop.TaskLoss(student, batch), student);
            return File.ReadAllBytes(loop.Finish(student).WeightsFile);
        }
    }

    [Theory]
    [MemberData(nameof(Arrangements))]
    public void A_longer_run_holds_no_more_tensors(BatchArrangement arrangement)
    {
        var counts = new Dictionary<int, long>();
        using var loop = new TinyLoop(_tiny.Options with { Epochs = 12 })
        {
            AfterEpoch = epoch =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                counts[epoch] = Tensor.TotalCount;
            },
        };
        loop.Run.Arrange(arrangement);
        var student = loop.Learner(new TinyStudent());

        loop.Train(batch => TinyLoop.TaskLoss(student, batch), student);

        Assert.Equal(counts[2], counts[12]);
    }

    public void Dispose() => _tiny.Dispose();

    private static Dataset<ImageBatch> Labelled(Tensor labels) => Dataset.InMemory(new ImageBatch(zeros(Samples, 1), labels, arange(Samples)));

    /// <summary>What is read in each step of each epoch.</summary>
    private List<List<(long[] Ids, long[] Labels)>> Read(
        BatchArrangement arrangement, int epochs = 3, int batchSize = 16, int seed = 7, Dataset<ImageBatch>? data = null)
    {
        var all = TinyData.Make(Samples);
        using var loop = new TinyLoop(_tiny.Options with { Epochs = epochs, BatchSize = batchSize, Seed = seed }, data: data is null ? all : all with { Train = data });
        loop.Run.Arrange(arrangement);
        loop.Learner(new TinyStudent());
        var read = new List<List<(long[] Ids, long[] Labels)>>();
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            read.Add([]);
            foreach (var at in loop.Run.Steps(loop.Data.Train, epoch))
            {
                using var step = NewDisposeScope();
                var batch = loop.Run.Read(loop.Data.Train, at);
                read[^1].Add((batch.SampleIds.data<long>().ToArray(), batch.Labels.data<long>().ToArray()));
            }
        }

        return read;
    }

    private sealed record Unlabelled(Tensor Numbers, Tensor SampleIds) : IBatch<Unlabelled>
    {
        public Unlabelled Map(Func<Tensor, Tensor> map) => new(map(Numbers), map(SampleIds));
    }

    /// <summary>Samples whose images say in which reading they were read.</summary>
    private sealed class Counting : Dataset<ImageBatch>
    {
        public int Readings { get; private set; }

        public override long Count => Samples;

        public override ImageBatch Read(Tensor indices) => new(full(indices.size(0), 1, ++Readings), indices.remainder(3), indices.clone());
    }
}
