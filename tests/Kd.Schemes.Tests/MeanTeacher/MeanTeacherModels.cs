using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Schemes.Tests;

/// <summary>A student that follows the average of itself, by its logits and by a place.</summary>
[Student, MeanTeacher(Decay = 0.6), Mimic, TaskLoss]
[Train(Epochs = 2, BatchSize = 256, Seed = 11, Keep = Keep.Last), Sgd(LearningRate = 0.2, Momentum = 0.9)]
internal sealed partial class Calm : DigitsModel
{
    [Trace("body")] private readonly Sequential body = Sequential(Flatten(), Linear(64, 12), BatchNorm1d(12), ReLU());
    private readonly Linear head = Linear(12, 10);

    public Calm()
        : base(nameof(Calm)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => head.call(body.call(images));
}
