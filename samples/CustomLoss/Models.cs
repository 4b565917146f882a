using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace CustomLoss;

/// <summary>The large model.</summary>
[Teacher, Train(Epochs = 30, BatchSize = 32, Seed = 7), AdamW(LearningRate = 0.02), Cosine]
public sealed partial class SpiralTeacher : Module<Tensor, Tensor>
{
    private readonly Sequential layers = Sequential(Linear(2, 64), ReLU(), Linear(64, 64), ReLU(), Linear(64, 3));

    /// <summary>Makes the model with random weights.</summary>
    public SpiralTeacher()
        : base(nameof(SpiralTeacher)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor points) => layers.call(points);
}

/// <summary>The small model, which learns by the sample's own word like by any other.</summary>
[Student<SpiralTeacher>, MarginMatching(Slack = 0.25, Weight = 0.1), Response(Temperature = 2)]
[Train(Epochs = 60, BatchSize = 32, Seed = 7), AdamW(LearningRate = 0.02), Cosine]
public sealed partial class SpiralStudent : Module<Tensor, Tensor>
{
    private readonly Sequential layers = Sequential(Linear(2, 8), ReLU(), Linear(8, 8), ReLU(), Linear(8, 3));

    /// <summary>Makes the model with random weights.</summary>
    public SpiralStudent()
        : base(nameof(SpiralStudent)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor points) => layers.call(points);
}
