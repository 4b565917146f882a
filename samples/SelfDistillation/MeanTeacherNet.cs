using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SelfDistillation;

/// <summary>Mean teacher: it follows a model whose weights are the moving average of its own.</summary>
[Student, MeanTeacher(Decay = 0.98)]
[ProbabilityMse(Weight = 10, WarmUpEpochs = 10, WarmUp = WarmUpShape.Sigmoid), TaskLoss]
[Train(Epochs = 30, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
public sealed partial class MeanTeacherNet : Module<Tensor, Tensor>
{
    private readonly Sequential shallow = Layers.Shallow();
    private readonly Sequential deep = Layers.Deep();
    private readonly Sequential head = Layers.Head();

    /// <summary>Makes the model with random weights.</summary>
    public MeanTeacherNet()
        : base(nameof(MeanTeacherNet)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(deep.call(shallow.call(images)));
}
