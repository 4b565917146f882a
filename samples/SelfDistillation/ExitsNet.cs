using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SelfDistillation;

/// <summary>Be your own teacher: an early exit learns from the labels, from what the whole network answers, and from its last maps.</summary>
[Student, Byot(Temperature = 3, LabelWeight = 0.5, ResponseWeight = 0.5)]
[Train(Epochs = 30, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
public sealed partial class ExitsNet : Module<Tensor, Tensor>
{
    private readonly Sequential shallow = Layers.Shallow();
    [ExitFeature] private readonly Sequential bottleneck = Layers.Deep();
    [Exit] private readonly Sequential exit = Layers.Head();
    [ExitFeature] private readonly Sequential deep = Layers.Deep();
    private readonly Sequential head = Layers.Head();

    /// <summary>Makes the model with random weights.</summary>
    public ExitsNet()
        : base(nameof(ExitsNet)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images)
    {
        var maps = shallow.call(images);
        exit.call(bottleneck.call(maps));
        return head.call(deep.call(maps));
    }

    /// <summary>What the early exit answers: logits (B, 10), without the deep layers.</summary>
    public Tensor Early(Tensor images) => exit.call(bottleneck.call(shallow.call(images)));
}
