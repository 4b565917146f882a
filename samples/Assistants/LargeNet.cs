using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Assistants;

/// <summary>The teacher: some 66,000 parameters, trained from the labels.</summary>
[Teacher]
[Train(Epochs = 20, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9, WeightDecay = 5e-4), Cosine]
public sealed partial class LargeNet : Module<Tensor, Tensor>
{
    private const int Width = 32;

    private readonly Sequential body = Sequential(
        Conv2d(1, Width, 3, padding: 1, bias: false), BatchNorm2d(Width), ReLU(),
        Conv2d(Width, 2 * Width, 3, padding: 1, bias: false), BatchNorm2d(2 * Width), ReLU(), MaxPool2d(2),
        Conv2d(2 * Width, 2 * Width, 3, padding: 1, bias: false), BatchNorm2d(2 * Width), ReLU());

    private readonly Sequential head = Sequential(Flatten(), Dropout(0.5), Linear(2 * Width * 16, 10));

    /// <summary>Makes the model with random weights.</summary>
    public LargeNet()
        : base(nameof(LargeNet)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(body.call(images));
}
