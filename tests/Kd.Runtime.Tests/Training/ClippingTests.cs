using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Training;

/// <summary>Gradients that are too long are shortened.</summary>
public sealed class ClippingTests : ScopedTest
{
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(1000)]
    public void As_PyTorch_does(double maxNorm)
    {
        using var ours = Sequential(Linear(5, 4, device: CPU), Tanh(), Linear(4, 3, device: CPU));
        using var theirs = Sequential(Linear(5, 4, device: CPU), Tanh(), Linear(4, 3, device: CPU));
        theirs.load_state_dict(ours.state_dict());
        var inputs = randn(8, 5, device: CPU);
        ours.call(inputs).square().sum().backward();
        theirs.call(inputs).square().sum().backward();

        new GradientClipping(ours.parameters(), maxNorm).Clip();
        nn.utils.clip_grad_norm_(theirs.parameters(), maxNorm);

        foreach (var (mine, other) in ours.parameters().Zip(theirs.parameters()))
        {
            Tensors.AssertClose("gradient", other.grad!, mine.grad!, 1e-6, 1e-10);
        }
    }

    [Fact]
    public void Short_ones_and_none_stay_as_they_are()
    {
        using var used = Linear(3, 2, device: CPU);
        using var unused = Linear(3, 2, device: CPU);
        new GradientClipping(unused.parameters(), 1).Clip();
        used.call(randn(4, 3, device: CPU)).sum().backward();
        var before = used.parameters().Select(p => Tensors.Bytes(p.grad!)).ToList();

        new GradientClipping([.. used.parameters(), .. unused.parameters()], 1e6).Clip();

        Assert.Equal(before, used.parameters().Select(p => Tensors.Bytes(p.grad!)));
        Assert.All(unused.parameters(), parameter => Assert.Null(parameter.grad));
    }

    [Fact]
    public void A_run_shortens_those_of_a_model_and_its_parts_together()
    {
        using var tiny = new TinyRun();
        using var loop = new TinyLoop(tiny.Options with { Epochs = 1, ClipNorm = 0.01 });
        var model = loop.Run.Trained(Sequential(Flatten(), Linear(16, 4, device: CPU)));
        var part = loop.Run.Own(model, "head", Linear(4, 3, device: CPU));
        loop.Use(model, rate: 1);
        Tensor[] before = [.. loop.Run.ParametersOf(model).Select(p => p.detach().clone())];
        var steps = 0;

        loop.Train(
            batch =>
            {
                if (steps++ == 1)
                {
                    var changes = loop.Run.ParametersOf(model).Zip(before, (now, then) => now.detach().sub(then).square().sum());
                    Assert.Equal(0.01, Math.Sqrt(changes.Sum(change => change.item<float>())), 1e-5);
                }

                return functional.cross_entropy(part.call(model.call(batch.Images)), batch.Labels);
            },
            model);

        Assert.Equal(3, steps);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void A_norm_below_0_is_refused(double norm)
    {
        using var tiny = new TinyRun();

        var refusal = Assert.Throws<KdException>(() => TinyDistiller.Run(tiny.Options with { ClipNorm = norm }));

        Assert.Equal(("KD1020", true), (refusal.Id, refusal.Message.Contains("train.clipNorm", StringComparison.Ordinal)));
    }
}
