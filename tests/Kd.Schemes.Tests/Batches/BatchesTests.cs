using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>Words that ask for batches of pairs, or of two views.</summary>
public sealed class BatchesTests : IDisposable
{
    private readonly Runs _runs = new();

    public void Dispose()
    {
        DigitsData.View = null;
        _runs.Dispose();
    }

    [Fact]
    public void Each_sample_has_another_of_its_class_as_partner()
    {
        var run = _runs.Train(ClassmateDistiller.Run, new ClassmateDistiller.Options());

        var all = ByHand.Samples().SampleIds.data<long>().ToArray();
        Assert.All([1, 2], epoch =>
        {
            var given = run.Watch.Given.Where(g => g.Epoch == epoch).ToList();
            Assert.All(given, g => Assert.All(First(g.SampleIds).Zip(Second(g.SampleIds)), pair => Assert.NotEqual(pair.First, pair.Second)));
            Assert.All(given, g => Assert.Equal(First(g.Labels), Second(g.Labels)));
            Assert.Equal(all.Order(), given.SelectMany(g => First(g.SampleIds)).Order());
        });
        Assert.NotEqual(Partners(run, 1), Partners(run, 2));
    }

    [Fact]
    public void A_sample_follows_what_is_predicted_for_its_partner()
    {
        var run = _runs.Train(ClassmateDistiller.Run, new ClassmateDistiller.Options { Epochs = 1, BatchSize = ByHand.AllAtOnce });
        var given = run.Watch.Given.Single();
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var student = ByHand.Model<Classmate>(run.Learning[0].Weights);
        var (prediction, partners) = (student.call(ByHand.Samples(First(given.SampleIds)).Images), student.call(ByHand.Samples(Second(given.SampleIds)).Images));

        Assert.Equal(new Response(temperature: 2).Forward(prediction, partners).ToDouble(), run.Metrics[0].Losses["classWiseSelfDistillation"], ByHand.Rounding);
        Assert.Equal(
            nn.functional.cross_entropy(cat([prediction, partners]), tensor(given.Labels)).ToDouble(), run.Metrics[0].Losses["taskLoss"], ByHand.Rounding);
    }

    [Fact]
    public void Each_sample_is_seen_twice_and_each_time_by_chance()
    {
        DigitsData.View = batch => batch with { Images = batch.Images + randn_like(batch.Images) * 0.2 };
        var run = _runs.Train(SquintingDistiller.Run, new SquintingDistiller.Options());
        var given = run.Watch.Given.Single();
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var (logits, features) = (Tensor(given.Student[0]), Tensor(given.Student[1]));
        var plain = ByHand.Model<Squinting>(run.Learning[0].Weights).call(ByHand.Samples(First(given.SampleIds)).Images);

        Assert.Equal(First(given.SampleIds), Second(given.SampleIds));
        Assert.Equal(ByHand.Samples().SampleIds.data<long>().ToArray().Order(), First(given.SampleIds).Order());
        Assert.True(Values.Of(plain).DistanceTo(logits[..(int)plain.size(0)]) > 0.01);
        Assert.True(Values.Of(plain).DistanceTo(logits[(int)plain.size(0)..]) > 0.01);
        Assert.True(Values.Of(logits[..(int)plain.size(0)]).DistanceTo(logits[(int)plain.size(0)..]) > 0.01);
        Assert.Equal(
            new DataDistortion(temperature: 2, featureWeight: 0.5).Forward([logits, features]).ToDouble(), run.Metrics[0].Losses["dataDistortion.logits.pooled"], ByHand.Rounding);

        static Tensor Tensor(Values values) => tensor(values.Numbers, ScalarType.Float32).reshape(values.Shape);
    }

    [Fact]
    public void What_is_judged_is_seen_as_it_is()
    {
        DigitsData.View = batch => batch with { Images = zeros_like(batch.Images) };
        var run = _runs.Train(SquintingDistiller.Run, new SquintingDistiller.Options());
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var test = ByHand.TestPart();

        Assert.Equal(
            nn.functional.cross_entropy(ByHand.Model<Squinting>(run.Weights).call(test.Images), test.Labels).ToDouble(), run.Result.Test.Loss, ByHand.Rounding);
    }

    private static long[] First(long[] both) => both[..(both.Length / 2)];

    private static long[] Second(long[] both) => both[(both.Length / 2)..];

    private static IEnumerable<long> Partners(Trained run, int epoch) =>
        run.Watch.Given.Where(g => g.Epoch == epoch).SelectMany(g => First(g.SampleIds).Zip(Second(g.SampleIds))).OrderBy(pair => pair.First).Select(pair => pair.Second);
}
