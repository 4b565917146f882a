using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Assistants;

/// <summary>The student, of 438 parameters. It never sees the teacher: it learns from the assistant, and from the labels.</summary>
[Student<MediumNet>]
[Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
[Train(Epochs = 40, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.04, Momentum = 0.9), Cosine]
public sealed partial class SmallNet : Module<Tensor, Tensor>
{
    private const int Width = 4;

    private readonly Sequential body = Sequential(
        Conv2d(1, Width, 3, padding: 1, bias: false), BatchNorm2d(Width), ReLU(), MaxPool2d(2),
        Conv2d(Width, 2 * Width, 3, padding: 1, bias: false), BatchNorm2d(2 * Width), ReLU());

    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(2 * Width, 10));

    /// <summary>Makes the model with random weights.</summary>
    public SmallNet()
        : base(nameof(SmallNet)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(body.call(images));
}
