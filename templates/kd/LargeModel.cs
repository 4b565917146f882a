using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace KdApp;

/// <summary>The large model. Yours has its weights already? Then say <c>[Teacher(Weights = "teacher.safetensors")]</c>, and it is not trained.</summary>
[Teacher]
[Train(Epochs = 40, BatchSize = 64, Seed = 7), AdamW(LearningRate = 0.005), Cosine]
[Input(2)]
public sealed partial class LargeModel : Module<Tensor, Tensor>
{
    [Hint("features")] private readonly Sequential body = Sequential(Linear(2, 64), ReLU(), Linear(64, 64), ReLU());
    private readonly Linear head = Linear(64, 2);

    /// <summary>Makes the model with random weights.</summary>
    public LargeModel()
        : base(nameof(LargeModel)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor points) => head.call(body.call(points));
}
