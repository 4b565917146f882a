using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TwoTeachers;

/// <summary>A teacher that sees the image as a whole: a network of dense layers with some 34,000 parameters.</summary>
[Teacher]
[Train(Epochs = 25, BatchSize = 64, Seed = 7), AdamW(LearningRate = 0.003), Cosine]
public sealed partial class DenseTeacher : Module<Tensor, Tensor>
{
    [Hint("shape")] private readonly Sequential body = Sequential(
        Flatten(), Linear(64, 256), ReLU(), Dropout(0.3), Linear(256, 64), ReLU());

    private readonly Sequential head = Sequential(Dropout(0.3), Linear(64, 10));

    /// <summary>Makes the model with random weights.</summary>
    public DenseTeacher()
        : base(nameof(DenseTeacher)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(body.call(images));
}
