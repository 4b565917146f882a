using Kd.Tests.Fixtures;
using Kd.Training;
using TorchSharp.Modules;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Training;

public sealed class ModulePathTests : ScopedTest
{
    private readonly Outer _root = new();

    [Theory]
    [InlineData("layer1")]
    [InlineData("layer1.0")]
    [InlineData("layer1.1.inner")]
    [InlineData("Norm")]
    public void Finds_what_is_registered_under_a_name(string path) =>
        Assert.Contains(ModulePath.Find<Module<Tensor, Tensor>>(_root, path, "Net.backbone"), _root.named_modules().Select(m => m.module));

    [Theory]
    [InlineData("layer2", "Net.backbone has no module \"layer2\". Did you mean \"layer1\"?")]
    [InlineData("layer1.7", "Net.backbone has no module \"layer1.7\". Did you mean \"layer1.0\"?")]
    [InlineData("layer1.0.x", "Net.backbone has no module \"layer1.0.x\". It has none inside.")]
    [InlineData("layer1.1.something", "Net.backbone has no module \"layer1.1.something\". It has \"layer1.1.inner\".")]
    [InlineData("encoder", "The module \"encoder\" of Net.backbone is a LSTM, which does not take one tensor and return one. Choose a module inside it that does.")]
    public void Says_what_there_is_instead(string path, string message)
    {
        var refusal = Assert.Throws<KdException>(() => ModulePath.Find<Module<Tensor, Tensor>>(_root, path, "Net.backbone"));

        Assert.Equal(("KD3008", message), (refusal.Id, refusal.Message));
    }

    private sealed class Outer : Module<Tensor, Tensor>
    {
        private readonly Sequential layer1 = Sequential(Linear(2, 2), new Inner());
        private readonly LSTM encoder = LSTM(2, 2);

        public Outer()
            : base(nameof(Outer)) => RegisterComponents();

        private BatchNorm1d Norm { get; } = BatchNorm1d(2);

        public override Tensor forward(Tensor x) => Norm.call(encoder.call(layer1.call(x)).Item1);
    }

    private sealed class Inner : Module<Tensor, Tensor>
    {
        private readonly Linear inner = Linear(2, 2);

        public Inner()
            : base(nameof(Inner)) => RegisterComponents();

        public override Tensor forward(Tensor x) => inner.call(x);
    }
}
