using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mutual;

/// <summary>A peer of 1,418 parameters. It learns from the labels and from what <see cref="WideNet"/> says while that learns, too.</summary>
[Student, Mutual("pair")]
[Response(Temperature = 1), TaskLoss]
[Train(Epochs = 30, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
public sealed partial class NarrowNet : Module<Tensor, Tensor>
{
    private readonly Sequential body = Sequential(
        Conv2d(1, 8, 3, padding: 1, bias: false), BatchNorm2d(8), ReLU(), MaxPool2d(2),
        Conv2d(8, 16, 3, padding: 1, bias: false), BatchNorm2d(16), ReLU());

    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(16, 10));

    /// <summary>Makes the model with random weights.</summary>
    public NarrowNet()
        : base(nameof(NarrowNet)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(body.call(images));
}
