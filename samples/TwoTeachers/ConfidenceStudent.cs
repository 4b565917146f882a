using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TwoTeachers;

/// <summary>The same student once more: for each sample, the teacher that knows the label better counts more.</summary>
[Student<ConvTeacher>, Student<DenseTeacher>]
[MultiTeacherResponse(Combination = TeacherCombination.Confidence, Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
[Train(Epochs = 40, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
public sealed partial class ConfidenceStudent : Module<Tensor, Tensor>
{
    private readonly Sequential stem = Sequential(Conv2d(1, 4, 3, padding: 1, bias: false), BatchNorm2d(4), ReLU());
    private readonly Sequential body = Sequential(MaxPool2d(2), Conv2d(4, 8, 3, padding: 1, bias: false), BatchNorm2d(8), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    /// <summary>Makes the model with random weights.</summary>
    public ConfidenceStudent()
        : base(nameof(ConfidenceStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
