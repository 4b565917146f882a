using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mutual;

/// <summary>
/// Three models of this class learn together, each from its own initial weights; the best of them on the validation part is the result.
/// <c>[MutualLearning]</c> is about all of them at once: the labels, and the mean divergence from each of the others.
/// </summary>
[Student, Mutual("trio", Peers = 3)]
[MutualLearning]
[Train(Epochs = 30, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
public sealed partial class TrioNet : Module<Tensor, Tensor>
{
    private readonly Sequential body = Sequential(
        Conv2d(1, 8, 3, padding: 1, bias: false), BatchNorm2d(8), ReLU(), MaxPool2d(2),
        Conv2d(8, 16, 3, padding: 1, bias: false), BatchNorm2d(16), ReLU());

    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(16, 10));

    /// <summary>Makes the model with random weights.</summary>
    public TrioNet()
        : base(nameof(TrioNet)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(body.call(images));
}
