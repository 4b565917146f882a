using Kd.Data;
using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;

namespace Kd.Tests.Data;

/// <summary>Samples that are seen by chance a little different each time that they are trained on.</summary>
public sealed class AugmentedTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Fact]
    public void Training_sees_the_views_of_its_samples()
    {
        using var loop = new TinyLoop(_tiny.Options, data: Shifted());
        loop.Learner(new TinyStudent());
        using var scope = NewDisposeScope();
        var at = loop.Run.Steps(loop.Data.Train, 1).First();

        var seen = loop.Run.Read(loop.Data.Train, at);

        Assert.Equal(Tensors.Numbers(loop.Data.Train.Read(seen.SampleIds).Images.add(100)), Tensors.Numbers(seen.Images));
        Assert.Equal(16, seen.Images.size(0));
    }

    [Fact]
    public void All_else_sees_the_samples_as_they_are()
    {
        using var scope = NewDisposeScope();
        var data = Shifted();
        using var loop = new TinyLoop(_tiny.Options, data: data);
        var student = loop.Learner(new TinyStudent());
        var largest = 0f;

        loop.Run.Evaluate(data.Train, new Kd.Metrics.Accuracy(), batch =>
        {
            largest = Math.Max(largest, batch.Images.max().item<float>());
            return zeros(1);
        });

        Assert.InRange(largest, 1, 2);
        Assert.InRange(loop.Run.Sample(data.Train).Images.max().item<float>(), 0, 2);
        Assert.Equal(TinyData.Make().Train.Count, data.Train.Count);
        Assert.Equal(Tensors.Numbers(TinyData.Make().Train.Read(arange(45)).Images), Tensors.Numbers(data.Train.Read(arange(45)).Images));
    }

    [Fact]
    public void Views_come_one_behind_the_other()
    {
        var data = TinyData.Make();
        using var loop = new TinyLoop(_tiny.Options, data: data with
        {
            Train = data.Train.Augmented(b => b with { Images = b.Images.add(1) }).Augmented(b => b with { Images = b.Images.mul(-1) }),
        });
        loop.Learner(new TinyStudent());
        using var scope = NewDisposeScope();
        var at = loop.Run.Steps(loop.Data.Train, 1).First();

        var seen = loop.Run.Read(loop.Data.Train, at);

        Assert.Equal(Tensors.Numbers(data.Train.Read(seen.SampleIds).Images.add(1).mul(-1)), Tensors.Numbers(seen.Images));
    }

    [Fact]
    public void The_same_seed_gives_the_same_views_and_another_others()
    {
        var first = Views(seed: 7);

        Assert.Equal(first, Views(seed: 7));
        Assert.NotEqual(first, Views(seed: 8));
        Assert.Equal(3, first.Distinct().Count());

        List<double> Views(int seed)
        {
            var data = TinyData.Make();
            var drawn = new List<double>();
            using var loop = new TinyLoop(_tiny.Options with { Seed = seed, Epochs = 1 }, data: data with
            {
                Train = data.Train.Augmented(b =>
                {
                    drawn.Add(rand(1).item<float>());
                    return b;
                }),
            });
            var student = loop.Learner(new TinyStudent());
            loop.Train(batch => TinyLoop.TaskLoss(student, batch), student);
            return drawn;
        }
    }

    public void Dispose() => _tiny.Dispose();

    private static DistillationData<ImageBatch> Shifted()
    {
        var data = TinyData.Make();
        return data with { Train = data.Train.Augmented(b => b with { Images = b.Images.add(100) }) };
    }
}
