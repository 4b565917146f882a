using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SelfDistillation;

/// <summary>
/// Born again: a first generation learns from the labels alone, a second from the first, and this one, the third, from the second.
/// </summary>
[Student, BornAgain(Generations = 2)]
[Response(Temperature = 4, Weight = 0.5), TaskLoss(Weight = 0.5)]
[Train(Epochs = 30, BatchSize = 64, Seed = 7), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
public sealed partial class BornAgainNet : Module<Tensor, Tensor>
{
    private readonly Sequential shallow = Layers.Shallow();
    private readonly Sequential deep = Layers.Deep();
    private readonly Sequential head = Layers.Head();

    /// <summary>Makes the model with random weights.</summary>
    public BornAgainNet()
        : base(nameof(BornAgainNet)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(deep.call(shallow.call(images)));
}
