using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SelfDistillation;

/// <summary>Self-attention distillation: its shallow layers shall look where its deep layers look, which are taken as a constant.</summary>
[Student, TaskLoss]
[Train(Epochs = 30, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
public sealed partial class AttentionNet : Module<Tensor, Tensor>
{
    [AttentionTransfer("deep", Weight = 10, Place = "shallow")] private readonly Sequential shallow = Layers.Shallow();
    [Hint("deep")] private readonly Sequential deep = Layers.Deep();
    private readonly Sequential head = Layers.Head();

    /// <summary>Makes the model with random weights.</summary>
    public AttentionNet()
        : base(nameof(AttentionNet)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(deep.call(shallow.call(images)));
}
