using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace KdApp;

/// <summary>The small model. It learns from the teacher's answers, from its features, and from the labels.</summary>
[Student<LargeModel>]
[Response(Temperature = 1, Weight = 0.9), TaskLoss(Weight = 0.1)]
[Train(Epochs = 40, BatchSize = 64, Seed = 7), AdamW(LearningRate = 0.02), Cosine]
[Input(2)]
public sealed partial class SmallModel : Module<Tensor, Tensor>
{
    [Guided("features", Weight = 0.01)] private readonly Sequential body = Sequential(Linear(2, 12), ReLU());
    private readonly Linear head = Linear(12, 2);

    /// <summary>Makes the model with random weights.</summary>
    public SmallModel()
        : base(nameof(SmallModel)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor points) => head.call(body.call(points));
}
