using Kd.Training;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Training.Tiny;

/// <summary>A teacher with batch normalisation, whose statistics would move if it were trained.</summary>
internal sealed class TinyTeacher : Module<Tensor, Tensor>
{
    private readonly Sequential stem = Sequential(Conv2d(1, 4, 3, padding: 1, device: CPU), BatchNorm2d(4, device: CPU), ReLU());
    private readonly Sequential head = Sequential(Flatten(), Linear(64, 3, device: CPU));

    public TinyTeacher()
        : base(nameof(TinyTeacher)) => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(stem.call(images));

    internal sealed class Taps(TinyTeacher model) : IDisposable
    {
        public Tap Early { get; } = Tap.Output(model.stem, "TinyTeacher.stem");

        public void Dispose() => Early.Dispose();
    }
}
