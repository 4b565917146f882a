using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SelfDistillation;

/// <summary>PS-KD: its labels are softened, more and more, by what it predicted itself in the epoch before.</summary>
[Student, ProgressiveSelfDistillation(Alpha = 0.8)]
[Train(Epochs = 30, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
public sealed partial class ProgressiveNet : Module<Tensor, Tensor>
{
    private readonly Sequential shallow = Layers.Shallow();
    private readonly Sequential deep = Layers.Deep();
    private readonly Sequential head = Layers.Head();

    /// <summary>Makes the model with random weights.</summary>
    public ProgressiveNet()
        : base(nameof(ProgressiveNet)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(deep.call(shallow.call(images)));
}
