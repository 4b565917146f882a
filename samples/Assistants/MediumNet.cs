using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Assistants;

/// <summary>The teacher assistant, of size between the two: a student of <see cref="LargeNet"/> and the teacher of <see cref="SmallNet"/>.</summary>
[Teacher, Student<LargeNet>]
[Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
[Train(Epochs = 30, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.04, Momentum = 0.9), Cosine]
public sealed partial class MediumNet : Module<Tensor, Tensor>
{
    private const int Width = 12;

    private readonly Sequential body = Sequential(
        Conv2d(1, Width, 3, padding: 1, bias: false), BatchNorm2d(Width), ReLU(), MaxPool2d(2),
        Conv2d(Width, 2 * Width, 3, padding: 1, bias: false), BatchNorm2d(2 * Width), ReLU());

    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(2 * Width, 10));

    /// <summary>Makes the model with random weights.</summary>
    public MediumNet()
        : base(nameof(MediumNet)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(body.call(images));
}
