using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TwoTeachers;

/// <summary>The same student with teachers that count for it as it says: a term for each.</summary>
[Student<ConvTeacher>, Student<DenseTeacher>]
[Response(Teacher = typeof(ConvTeacher), Temperature = 4, Weight = 0.6, Name = "conv")]
[Response(Teacher = typeof(DenseTeacher), Temperature = 4, Weight = 0.3, Name = "dense")]
[TaskLoss(Weight = 0.1)]
[Train(Epochs = 40, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
public sealed partial class WeightedStudent : Module<Tensor, Tensor>
{
    private readonly Sequential stem = Sequential(Conv2d(1, 4, 3, padding: 1, bias: false), BatchNorm2d(4), ReLU());
    private readonly Sequential body = Sequential(MaxPool2d(2), Conv2d(4, 8, 3, padding: 1, bias: false), BatchNorm2d(8), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(8, 10));

    /// <summary>Makes the model with random weights.</summary>
    public WeightedStudent()
        : base(nameof(WeightedStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
