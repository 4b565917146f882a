using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Schemes.Tests;

/// <summary>A student that follows what it predicts for another sample of the class.</summary>
[Student, ClassWiseSelfDistillation(Temperature = 2), TaskLoss, Echo, Train(Epochs = 2, BatchSize = 200, Seed = 17), Sgd(LearningRate = 0.2)]
internal sealed partial class Classmate : DigitsModel
{
    private readonly Sequential layers = Sequential(Flatten(), Linear(64, 10));

    public Classmate()
        : base(nameof(Classmate)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => layers.call(images);
}

/// <summary>A student that sees each sample twice.</summary>
[Student, DataDistortion("logits", "pooled", Temperature = 2, FeatureWeight = 0.5), TaskLoss, PlacesEcho("logits", "pooled")]
[Train(Epochs = 1, BatchSize = ByHand.AllAtOnce, Seed = 18), Sgd(LearningRate = 0.2)]
internal sealed partial class Squinting : DigitsModel
{
    [Place("pooled")] private readonly Sequential body = Sequential(Flatten(), Linear(64, 12), ReLU());
    private readonly Linear head = Linear(12, 10);

    public Squinting()
        : base(nameof(Squinting)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => head.call(body.call(images));
}
