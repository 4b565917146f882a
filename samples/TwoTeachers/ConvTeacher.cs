using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TwoTeachers;

/// <summary>A teacher that sees strokes: a convolutional network of some 18,000 parameters.</summary>
[Teacher]
[Train(Epochs = 25, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9, WeightDecay = 5e-4), Cosine]
public sealed partial class ConvTeacher : Module<Tensor, Tensor>
{
    [Hint("strokes")] private readonly Sequential stem = Sequential(Conv2d(1, 24, 3, padding: 1, bias: false), BatchNorm2d(24), ReLU());

    private readonly Sequential body = Sequential(
        MaxPool2d(2), Conv2d(24, 48, 3, padding: 1, bias: false), BatchNorm2d(48), ReLU(), Flatten(), Dropout(0.5), Linear(768, 10));

    /// <summary>Makes the model with random weights.</summary>
    public ConvTeacher()
        : base(nameof(ConvTeacher)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => body.call(stem.call(images));
}
