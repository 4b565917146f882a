using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Bench.Loop;

/// <summary>A student that learns from its teacher's logits alone, which are stored.</summary>
[Student<ResNet56>, TeacherCache]
[Response(Temperature = HandWrittenLoop.Temperature, Weight = HandWrittenLoop.ResponseWeight), TaskLoss(Weight = HandWrittenLoop.TaskWeight)]
[Train(Epochs = 1, BatchSize = SyntheticImages.BatchSize, Seed = HandWrittenLoop.Seed)]
[Sgd(LearningRate = HandWrittenLoop.LearningRate, Momentum = HandWrittenLoop.Momentum, WeightDecay = HandWrittenLoop.WeightDecay)]
internal sealed partial class MimicResNet20 : Module<Tensor, Tensor>
{
    private readonly Sequential layers = Sequential(
        ResNet.Stem(), ResNet.Stage(3, 16, 16, 1), ResNet.Stage(3, 16, 32, 2), ResNet.Stage(3, 32, 64, 2), ResNet.Head());

    public MimicResNet20()
        : base(nameof(MimicResNet20)) => RegisterComponents();

    public override Tensor forward(Tensor images) => layers.call(images);
}
