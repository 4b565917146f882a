using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>Words that soften the labels, on a class that nobody else teaches.</summary>
public sealed class SoftLabelsTests : IDisposable
{
    private readonly Runs _runs = new();

    public void Dispose() => _runs.Dispose();

    [Fact]
    public void Each_sample_is_softened_by_what_was_predicted_for_it_an_epoch_before()
    {
        var run = _runs.Train(RememberingDistiller.Run, new RememberingDistiller.Options());
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var samples = ByHand.Samples();
        var labels = nn.functional.one_hot(samples.Labels, 10);
        var predictions = run.Learning.Select(call => ByHand.Model<Remembering>(call.Weights).call(samples.Images).log_softmax(1)).ToList();

        // Each epoch has another order of the samples.
        double[] expected = [.. Enumerable.Range(0, 3).Select(epoch =>
        {
            var share = epoch == 0 ? 0 : 0.6 * epoch / 3;
            var target = epoch == 0 ? labels : labels * (1 - share) + predictions[epoch - 1].exp() * share;
            return -(target * predictions[epoch]).sum(1).mean().ToDouble();
        })];

        Assert.All(expected.Zip(run.Metrics), pair => Assert.Equal(pair.First, pair.Second.Losses["progressiveSelfDistillation"], ByHand.Rounding));
        Assert.NotInRange(-(labels * predictions[2]).sum(1).mean().ToDouble(), expected[2] - 0.01, expected[2] + 0.01);
        Assert.Equal(["progressiveSelfDistillation", "total"], RememberingDistiller.Losses.Names);
    }

    [Fact]
    public void The_virtual_teacher_is_the_task()
    {
        var run = _runs.Train(ImaginingDistiller.Run, new ImaginingDistiller.Options());
        using var scope = NewDisposeScope();
        using var gradients = no_grad();

        Assert.Equal(Imagined(run.Learning[0].Weights, ByHand.Samples()), run.Metrics[0].Losses["virtualTeacher"], ByHand.Rounding);
        Assert.Equal(["virtualTeacher", "total"], ImaginingDistiller.Losses.Names);
        Assert.Equal(Imagined(run.Weights, ByHand.TestPart()), run.Result.Test.Loss, ByHand.Rounding);

        static double Imagined(Weights weights, Data.ImageBatch samples)
        {
            var logits = ByHand.Model<Imagining>(weights).call(samples.Images);
            var labels = nn.functional.one_hot(samples.Labels, 10);
            var virtually = ((labels * 0.9 + (1 - labels) * (0.1 / 9)) / 5).log_softmax(1);
            var divergence = (virtually.exp() * (virtually - (logits / 5).log_softmax(1))).sum(1).mean();
            return (nn.functional.cross_entropy(logits, samples.Labels) * 0.7 + divergence * 0.3).ToDouble();
        }
    }

    [Fact]
    public void Smoothed_labels_are_the_task()
    {
        var run = _runs.Train(SmoothingDistiller.Run, new SmoothingDistiller.Options());
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var samples = ByHand.Samples();
        var labels = nn.functional.one_hot(samples.Labels, 10);
        var prediction = ByHand.Model<Smoothing>(run.Learning[0].Weights).call(samples.Images).log_softmax(1);

        Assert.Equal(-((labels * 0.8 + 0.02) * prediction).sum(1).mean().ToDouble(), run.Metrics[0].Losses["labelSmoothing"], ByHand.Rounding);
        Assert.Equal(["labelSmoothing", "total"], SmoothingDistiller.Losses.Names);
    }
}
