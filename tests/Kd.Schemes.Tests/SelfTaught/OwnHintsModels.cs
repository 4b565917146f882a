using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Schemes.Tests;

/// <summary>A student whose shallow layer follows its deep one, and which learns nothing else.</summary>
[Student, Train(Epochs = 1, BatchSize = ByHand.AllAtOnce, Seed = 12, Keep = Keep.Last), Sgd(LearningRate = 0.5)]
internal sealed partial class Inward : DigitsModel
{
    [Trace("deep", Place = "shallow")] private readonly Sequential stem = Sequential(Flatten(), Linear(64, 12), ReLU());
    [Hint("deep")] private readonly Sequential body = Sequential(Linear(12, 12), ReLU());
    private readonly Linear head = Linear(12, 10);

    public Inward()
        : base(nameof(Inward)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => head.call(body.call(stem.call(images)));
}
