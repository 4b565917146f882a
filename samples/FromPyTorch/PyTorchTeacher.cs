using Kd;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace FromPyTorch;

/// <summary>The large model, which <c>train_teacher.py</c> has trained: the same fields as there, so that the weights have the same names.</summary>
[Teacher(Weights = "teacher.safetensors")]
[Input(1, 8, 8)]
public sealed partial class PyTorchTeacher : Module<Tensor, Tensor>
{
    private readonly Sequential stem = Sequential(Conv2d(1, 32, 3, padding: 1, bias: false), BatchNorm2d(32), ReLU());

    [Hint("late")]
    private readonly Sequential body = Sequential(Conv2d(32, 64, 3, padding: 1, bias: false), BatchNorm2d(64), ReLU(), MaxPool2d(2));

    private readonly Sequential head = Sequential(Flatten(), Linear(1024, 10));

    /// <summary>Makes the model with random weights.</summary>
    public PyTorchTeacher()
        : base(nameof(PyTorchTeacher)) => RegisterComponents();

    /// <inheritdoc/>
    public override Tensor forward(Tensor images) => head.call(body.call(stem.call(images)));
}
