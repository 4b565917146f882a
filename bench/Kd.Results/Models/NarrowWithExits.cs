using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Results.Models;

/// <summary>The students' network with two early exits, which are for training alone.</summary>
public abstract class NarrowWithExits : Narrow
{
    private protected readonly Sequential exit1 = Exit(8);
    private protected readonly Sequential exit2 = Exit(16);

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
