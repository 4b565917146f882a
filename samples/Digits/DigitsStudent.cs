using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Digits;

/// <summary>The small model, of 1,418 parameters. It learns from the labels and from all three kinds of knowledge.</summary>
[Student<DigitsTeacher>]
[Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
[RelationPair("early", "late", Weight = 0.1)]
[Train(Epochs = 120, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.04, Momentum = 0.9), Cosine]
[Input(1, 8, 8)]
public sealed partial class DigitsStudent : Module<Tensor, Tensor>
{
    [Guided("early", Weight = 0.05)]
    private readonly Sequential stem = Sequential(Conv2d(1, 8, 3, padding: 1), LeakyReLU(0.1));

    [SimilarityPreserving("late", Weight = 10)]
    private readonly Sequential body = Sequential(MaxPool2d(2), Conv2d(8, 16, 3, padding: 1), LeakyReLU(0.1));

    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(16, 10));

    /// <summary>Makes the model with random weights.</summary>
    public DigitsStudent()
        : base(nameof(DigitsStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
