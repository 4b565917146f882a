using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Bench.Loop;

/// <summary>The student as <see cref="ResNet20"/>, with Hinton's loss and the labels alone.</summary>
[Student<ResNet56>]
[Response(Temperature = HandWrittenLoop.Temperature, Weight = HandWrittenLoop.ResponseWeight), TaskLoss(Weight = HandWrittenLoop.TaskWeight)]
[Train(Epochs = 1, BatchSize = SyntheticImages.BatchSize, Seed = HandWrittenLoop.Seed)]
[Sgd(LearningRate = HandWrittenLoop.LearningRate, Momentum = HandWrittenLoop.Momentum, WeightDecay = HandWrittenLoop.WeightDecay)]
internal sealed partial class ResponseResNet20 : Module<Tensor, Tensor>
{
    private readonly Sequential stem = ResNet.Stem();
    private readonly Sequential early = ResNet.Stage(3, 16, 16, 1);
    private readonly Sequential middle = ResNet.Stage(3, 16, 32, 2);
    private readonly Sequential late = ResNet.Stage(3, 32, 64, 2);
    private readonly Sequential head = ResNet.Head();

    public ResponseResNet20()
        : base(nameof(ResponseResNet20)) => RegisterComponents();

    public override Tensor forward(Tensor images)
    {
        using var first = early.call(stem.call(images));
        using var half = middle.call(first);
        using var quarter = late.call(half);
        return head.call(quarter);
    }
}
