using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.GeneratedCode.Tests;

/// <summary>A teacher whose places are what it is called with, what it returns and what is inside it.</summary>
[Teacher(Logits = 1), Train(Epochs = 1, Seed = 1), AdamW]
[Hint("mask", Of = HintOf.Input, Item = 1), Hint("features"), Hint("inner", Path = "body.0")]
public sealed partial class WholeTeacher : Module<Tensor, Tensor, (Tensor Features, Tensor Logits)>
{
    private readonly Sequential body = Sequential(Linear(6, 4), ReLU());
    private readonly Linear head = Linear(4, 2);

    /// <summary>Makes the teacher.</summary>
    public WholeTeacher()
        : base(nameof(WholeTeacher)) => RegisterComponents();

    /// <inheritdoc/>
    public override (Tensor Features, Tensor Logits) forward(Tensor values, Tensor mask)
    {
        var features = body.call(values.mul(mask));
        return (features, head.call(features));
    }
}

/// <summary>Places of a model as a whole, by <c>[Hint]</c> on its class.</summary>
public sealed class WholeModelTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void The_taps_catch_what_goes_in_what_comes_out_and_what_is_inside()
    {
        using var teacher = new WholeTeacher();
        using var taps = new WholeTeacher.Taps(teacher);
        var mask = rand(3, 6).gt(0.5).to_type(float32);

        var (features, _) = teacher.call(randn(3, 6), mask);

        Assert.Equal(mask.data<float>(), taps.Mask.Take().data<float>());
        Assert.Equal(features.data<float>(), taps.Features.Take().data<float>());
        Assert.Equal(features.data<float>(), taps.Inner.Take().relu().data<float>());
    }

    /// <inheritdoc/>
    public void Dispose() => _scope.Dispose();
}
