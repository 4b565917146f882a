using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>Copies of one class, which a word about all of them compares.</summary>
public sealed class CopiesTests : IDisposable
{
    private readonly Runs _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Each_copy_begins_with_weights_of_its_own_and_takes_the_step_of_its_own_part_of_the_word()
    {
        var trio = _runs.Train(TrioDistiller.Run, new TrioDistiller.Options { Keep = Keep.Last });
        var before = trio.Learning.Select(call => call.Weights).ToList();
        var after = trio.Result.Peers.Prepend(trio.Result).Select(result => Weights.Read(result.WeightsFile)).ToList();

        Assert.Equal(3, before.Count);
        Assert.All([(0, 1), (0, 2), (1, 2)], pair => Assert.True(before[pair.Item1].DistanceTo(before[pair.Item2]) > 0.01));

        // Which of them is the first of the results, their validation says.
        var expected = Enumerable.Range(0, 3).Select(copy => ByHandOf(before, copy)).ToList();
        Assert.Equal([0, 1, 2], after.Select(weights => expected.FindIndex(e => e.DistanceTo(weights) < ByHand.Rounding)).Order());
    }

    [Fact]
    public void The_best_copy_has_the_name_of_the_class()
    {
        var isFirstAlwaysBest = true;
        for (var seed = 1; seed <= 4; seed++)
        {
            var trio = _runs.Train(TrioDistiller.Run, new TrioDistiller.Options { Seed = seed, BatchSize = 256 });
            var results = trio.Result.Peers.Prepend(trio.Result).ToList();

            Assert.Equal(["Triplet", "Triplet.2", "Triplet.3"], results.Select(result => result.Peer));
            Assert.Equal(["Triplet", "Triplet.2", "Triplet.3"], results.Select(result => Path.GetFileName(Path.GetDirectoryName(result.WeightsFile))));
            Assert.Equal(results.Max(result => result.Validation.Value), trio.Result.Validation.Value);
            Assert.All(results, result =>
            {
                // All that is in its folder is of the same model.
                var folder = Path.GetDirectoryName(result.WeightsFile)!;
                Assert.Equal(result.Validation.Value, EpochMetrics.Read(folder).Max(epoch => epoch.Accuracy));
                Assert.Equal(result.Test.Value, AccuracyOf(result.WeightsFile));
            });

            // The models as they were in the last step, in the order in which they were made.
            var copies = trio.Learning.TakeLast(3).ToList();
            var best = copies.MinBy(call => call.Weights.DistanceTo(trio.Weights))!;
            isFirstAlwaysBest &= best == copies[0];
        }

        Assert.False(isFirstAlwaysBest);
    }

    private static double AccuracyOf(string file)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var test = ByHand.TestPart();
        return ByHand.Model<Triplet>(Weights.Read(file)).call(test.Images).argmax(1).eq(test.Labels).to(ScalarType.Float64).mean().ToDouble();
    }

    // Zhang et al.: the cross-entropy with the labels, and the mean of the divergences from the others, which are constants.
    private static Weights ByHandOf(List<Weights> before, int copy)
    {
        using var scope = NewDisposeScope();
        var samples = ByHand.Samples();
        var models = before.ConvertAll(ByHand.Model<Triplet>);
        var logits = models.ConvertAll(model => model.call(samples.Images));
        var others = logits.Where((_, i) => i != copy).Select(other => new Response(temperature: 1).Forward(logits[copy], other.detach())).ToArray();
        var total = new TaskLoss().Forward(logits[copy], samples.Labels) + stack(others).mean() * 0.5;
        return ByHand.Descended(models[copy], total, learningRate: 0.5);
    }
}
