using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Schemes.Tests;

/// <summary>A teacher for the schemes that need one; two epochs of its training are kept.</summary>
[Teacher, Checkpoints(1, 3), Train(Epochs = 4, BatchSize = 64, Seed = 1), AdamW(LearningRate = 0.01)]
internal sealed partial class Large : DigitsModel
{
    [Hint("early")] private readonly Sequential stem = Sequential(Flatten(), Linear(64, 24), BatchNorm1d(24), ReLU());
    [Hint("late")] private readonly Sequential body = Sequential(Linear(24, 16), ReLU());
    private readonly Linear head = Linear(16, 10);

    public Large()
        : base(nameof(Large)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => head.call(body.call(stem.call(images)));
}
