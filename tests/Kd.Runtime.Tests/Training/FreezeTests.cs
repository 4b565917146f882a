using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Training;

/// <summary>Members of a student that are not trained.</summary>
public sealed class FreezeTests : IDisposable
{
    private readonly TinyRun _tiny = new();

    [Fact]
    public void Neither_weights_nor_batch_statistics_move()
    {
        var (before, after) = Train(freezes: true);

        Assert.All(after, weight =>
        {
            if (weight.Key.StartsWith("0.", StringComparison.Ordinal))
            {
                Assert.Equal(before[weight.Key], weight.Value);
            }
            else
            {
                Assert.NotEqual(before[weight.Key], weight.Value);
            }
        });
    }

    [Fact]
    public void Without_it_all_of_them_do()
    {
        var (before, after) = Train(freezes: false);

        Assert.All(after, weight => Assert.NotEqual(before[weight.Key], weight.Value));
    }

    [Fact]
    public void It_stays_in_evaluation_mode_in_each_epoch_and_the_rest_does_not()
    {
        using var loop = new TinyLoop(_tiny.Options);
        var (body, head) = (Body(), Linear(4, 3));
        var model = loop.Run.Trained(Sequential(body, head));
        loop.Run.Freeze(body);
        loop.Use(model);
        var modes = new HashSet<(bool Body, bool Inside, bool Head)>();

        loop.Train(
            batch =>
            {
                modes.Add((body.training, body.children().Any(m => m.training), head.training));
                return TinyLoop.TaskLoss(model, batch);
            },
            model);

        Assert.Equal([(false, false, true)], modes);
    }

    [Fact]
    public void It_gets_no_gradients_and_is_not_among_the_parameters()
    {
        using var loop = new TinyLoop(_tiny.Options);
        var (body, head) = (Body(), Linear(4, 3));
        var model = loop.Run.Trained(Sequential(body, head));
        loop.Run.Freeze(body);

        Assert.Equal(2, loop.Run.ParametersOf(model).Count());

        using var scope = NewDisposeScope();
        TinyLoop.TaskLoss(model, loop.Run.Sample(loop.Data.Train)).backward();
        Assert.All(body.parameters(), parameter => Assert.Null(parameter.grad));
        Assert.All(head.parameters(), parameter => Assert.NotNull(parameter.grad));
    }

    public void Dispose() => _tiny.Dispose();

    private static Sequential Body() => Sequential(Conv2d(1, 4, 3, padding: 1, bias: false), BatchNorm2d(4), ReLU(), AdaptiveAvgPool2d(1), Flatten());

    private (Dictionary<string, byte[]> Before, Dictionary<string, byte[]> After) Train(bool freezes)
    {
        using var loop = new TinyLoop(_tiny.Options);
        var body = Body();
        var model = loop.Run.Trained(Sequential(body, Linear(4, 3)));
        if (freezes)
        {
            loop.Run.Freeze(body);
        }

        loop.Use(model);
        var before = Tensors.Bytes(model);
        loop.Train(batch => TinyLoop.TaskLoss(model, batch), model);
        return (before, Tensors.Bytes(model));
    }
}
