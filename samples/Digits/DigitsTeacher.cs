using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Digits;

/// <summary>The large model: a convolutional network of some 66,000 parameters.</summary>
[Teacher]
[Train(Epochs = 40, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9, WeightDecay = 5e-4), Cosine]
[Input(1, 8, 8)]
public sealed partial class DigitsTeacher : Module<Tensor, Tensor>
{
    [Hint("early")] private readonly Sequential stem = Sequential(
        Conv2d(1, 32, 3, padding: 1, bias: false), BatchNorm2d(32), ReLU());

    [Hint("late")] private readonly Sequential body = Sequential(
        Conv2d(32, 64, 3, padding: 1, bias: false), BatchNorm2d(64), ReLU(), Dropout2d(0.1), MaxPool2d(2),
        Conv2d(64, 64, 3, padding: 1, bias: false), BatchNorm2d(64), ReLU());

    private readonly Sequential head = Sequential(Flatten(), Dropout(0.5), Linear(1024, 10));

    /// <summary>Makes the model with random weights.</summary>
    public DigitsTeacher()
        : base(nameof(DigitsTeacher)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
