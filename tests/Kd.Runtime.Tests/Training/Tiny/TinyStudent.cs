using Kd.Training;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Training.Tiny;

/// <summary>A student with dropout, so that its training depends on the random numbers.</summary>
internal sealed class TinyStudent : Module<Tensor, Tensor>
{
    private readonly Sequential stem = Sequential(Conv2d(1, 2, 3, padding: 1, device: CPU), ReLU());
    private readonly Sequential head = Sequential(Flatten(), Dropout(0.2), Linear(32, 3, device: CPU));

    public TinyStudent()
        : base(nameof(TinyStudent)) => RegisterComponents();

    /// <summary>Whether the model was in training mode, for each time that it ran.</summary>
    public List<bool> Modes { get; } = [];

    public override Tensor forward(Tensor images)
    {
        Modes.Add(training && stem.training && head.training);
        return head.call(stem.call(images));
    }

    internal sealed class Taps(TinyStudent model) : IDisposable
    {
        public Tap Early { get; } = Tap.Output(model.stem, "TinyStudent.stem");

        public void Dispose() => Early.Dispose();
    }
}
