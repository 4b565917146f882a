using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Results.Models;

/// <summary>The students' network with two early exits, which are for training alone.</summary>
public abstract class NarrowWithExits : Narrow
{
    private protected readonly Sequential exit1 = Exit(8);
    private protected readonly Sequential exit2 = Exit(16);

    /// <summary>Makes the network with random weights.</summary>
    protected NarrowWithExits()
    {
        register_module(nameof(exit1), exit1);
        register_module(nameof(exit2), exit2);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor images)
    {
        var first = early.call(images);
        var second = middle.call(first);
        if (training)
        {
            exit1.call(first);
            exit2.call(second);
        }

        return classifier.call(embedding.call(late.call(second)));
    }

    private static Sequential Exit(int channels) => Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(channels, 10));
}
