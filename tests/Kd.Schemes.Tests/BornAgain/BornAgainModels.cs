using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Schemes.Tests;

/// <summary>A class that teaches itself twice, by its logits and by a place.</summary>
[Student, BornAgain(Generations = 2), Mimic, TaskLoss]
[Train(Epochs = 3, BatchSize = 128, Seed = 10), Sgd(LearningRate = 0.1, Momentum = 0.9)]
internal sealed partial class Phoenix : DigitsModel
{
    [Trace("body")] private readonly Sequential body = Sequential(Flatten(), Linear(64, 12), BatchNorm1d(12), ReLU());
    private readonly Linear head = Linear(12, 10);

    public Phoenix()
        : base(nameof(Phoenix)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => head.call(body.call(images));
}
