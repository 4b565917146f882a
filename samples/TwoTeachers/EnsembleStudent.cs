using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TwoTeachers;

/// <summary>
/// A student of 438 parameters. It follows the mean of both teachers' logits, and the features of each where they fit: strokes at its
/// first layer, the shape at its last.
/// </summary>
[Student<ConvTeacher>, Student<DenseTeacher>]
[Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
[Train(Epochs = 40, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
public sealed partial class EnsembleStudent : Module<Tensor, Tensor>
{
    [Guided("strokes", Weight = 0.05)] private readonly Sequential stem = Sequential(Conv2d(1, 4, 3, padding: 1, bias: false), BatchNorm2d(4), ReLU());

    [SimilarityPreserving("shape", Weight = 10)]
    private readonly Sequential body = Sequential(MaxPool2d(2), Conv2d(4, 8, 3, padding: 1, bias: false), BatchNorm2d(8), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    /// <summary>Makes the model with random weights.</summary>
    public EnsembleStudent()
        : base(nameof(EnsembleStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
