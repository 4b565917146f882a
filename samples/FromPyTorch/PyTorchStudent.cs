using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FromPyTorch;

/// <summary>The small model, which <c>check_student.py</c> loads into PyTorch.</summary>
[Student<PyTorchTeacher>]
[Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
[Train(Epochs = 60, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
[Input(1, 8, 8)]
public sealed partial class PyTorchStudent : Module<Tensor, Tensor>
{
    [SimilarityPreserving("late", Weight = 10)]
    private readonly Sequential body = Sequential(
        Conv2d(1, 8, 3, padding: 1), BatchNorm2d(8), ReLU(), MaxPool2d(2), Conv2d(8, 16, 3, padding: 1), ReLU());

    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(16, 10));

    /// <summary>Makes the model with random weights.</summary>
    public PyTorchStudent()
        : base(nameof(PyTorchStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(body.call(images));
}
