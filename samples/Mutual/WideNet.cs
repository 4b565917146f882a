using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Mutual;

/// <summary>The other peer, wider. The group is one run, so that one <c>[Train]</c>, that of <see cref="NarrowNet"/>, is for both.</summary>
[Student, Mutual("pair")]
[Response(Temperature = 1), TaskLoss]
[Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
public sealed partial class WideNet : Module<Tensor, Tensor>
{
    private readonly Sequential body = Sequential(
        Conv2d(1, 24, 3, padding: 1, bias: false), BatchNorm2d(24), ReLU(), MaxPool2d(2),
        Conv2d(24, 48, 3, padding: 1, bias: false), BatchNorm2d(48), ReLU());

    private readonly Sequential head = Sequential(Flatten(), Dropout(0.5), Linear(768, 10));

    /// <summary>Makes the model with random weights.</summary>
    public WideNet()
        : base(nameof(WideNet)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(body.call(images));
}
