namespace Kd.Generators.Tests.Shapes;

/// <summary>What layers make of shapes.</summary>
public class LayerShapeTests
{
    [Theory]
    [InlineData("3, 32, 32", "Conv2d(3, 64, 3, padding: 1)", "(B, 64, 32, 32)")]
    [InlineData("3, 32, 32", "Conv2d(3, 64, 3)", "(B, 64, 30, 30)")]
    [InlineData("3, 32, 32", "Conv2d(3, 64, 3, stride: 2, padding: 1, bias: false)", "(B, 64, 16, 16)")]
    [InlineData("3, 32, 24", "Conv2d(3, 8, (3, 5), stride: (1, 2), padding: (1, 2))", "(B, 8, 32, 12)")]
    [InlineData("3, 32, 32", "Conv2d(3, 8, 3, dilation: 2)", "(B, 8, 28, 28)")]
    [InlineData("3, 32, 32", "Conv2d(3, 8, 3, Padding.Same)", "(B, 8, 32, 32)")]
    [InlineData("3, 32, 32", "Conv2d(3, 8, 3, Padding.Valid)", "(B, 8, 30, 30)")]
    [InlineData("", "Conv2d(3, 64, 3, padding: 1)", "(B, 64, ?, ?)")]
    [InlineData("3, 100", "Conv1d(3, 8, 5, stride: 2)", "(B, 8, 48)")]
    [InlineData("3, 8, 16, 16", "Conv3d(3, 8, 3, padding: 1, stride: 2)", "(B, 8, 4, 8, 8)")]
    [InlineData("3, 8, 8", "ConvTranspose2d(3, 5, 4, stride: 2, padding: 1)", "(B, 5, 16, 16)")]
    [InlineData("3, 8, 8", "ConvTranspose2d(3, 5, 3, stride: 2, padding: 1, output_padding: 1)", "(B, 5, 16, 16)")]
    [InlineData("10", "Linear(10, 20)", "(B, 20)")]
    [InlineData("7, 10", "Linear(10, 20)", "(B, 7, 20)")]
    [InlineData("", "Linear(10, 20)", "(B, ...)")]
    [InlineData("", "BatchNorm2d(12)", "(B, 12, ?, ?)")]
    [InlineData("", "BatchNorm1d(12)", "(B, 12, ...)")]
    [InlineData("12", "BatchNorm1d(12)", "(B, 12)")]
    [InlineData("12, 4, 4", "GroupNorm(3, 12)", "(B, 12, 4, 4)")]
    [InlineData("5, 12", "LayerNorm(12)", "(B, 5, 12)")]
    [InlineData("5, 12", "GELU()", "(B, 5, 12)")]
    [InlineData("5, 12", "Dropout(0.1)", "(B, 5, 12)")]
    [InlineData("5, 12", "Identity()", "(B, 5, 12)")]
    [InlineData("3, 32, 32", "MaxPool2d(2)", "(B, 3, 16, 16)")]
    [InlineData("3, 32, 32", "MaxPool2d(3, stride: 2, padding: 1)", "(B, 3, 16, 16)")]
    [InlineData("3, 7, 7", "MaxPool2d(2, ceil_mode: true)", "(B, 3, 4, 4)")]
    [InlineData("3, 6, 6", "MaxPool2d(3, stride: 3, ceil_mode: true, padding: 1)", "(B, 3, 3, 3)")]
    [InlineData("3, 32, 32", "AvgPool2d(4)", "(B, 3, 8, 8)")]
    [InlineData("3, 32, 32", "AvgPool2d((2, 4))", "(B, 3, 16, 8)")]
    [InlineData("3, 32, 32", "AdaptiveAvgPool2d(1)", "(B, 3, 1, 1)")]
    [InlineData("3, 32, 32", "AdaptiveAvgPool2d((4, 2))", "(B, 3, 4, 2)")]
    [InlineData("3, 32", "AdaptiveAvgPool1d(5)", "(B, 3, 5)")]
    [InlineData("3, 32, 32", "Flatten()", "(B, 3072)")]
    [InlineData("3, 32, 32", "Flatten(2)", "(B, 3, 1024)")]
    [InlineData("", "Flatten()", "(B, ?)")]
    [InlineData("12", "Unflatten(1, new long[] { 3, 4 })", "(B, 3, 4)")]
    [InlineData("20", "Embedding(1000, 64)", "(B, 20, 64)")]
    [InlineData("3, 8, 8", "Upsample(scale_factor: new double[] { 2, 2 })", "(B, 3, 16, 16)")]
    [InlineData("3, 8, 8", "Upsample(size: new long[] { 5, 6 })", "(B, 3, 5, 6)")]
    [InlineData("12, 8, 8", "PixelShuffle(2)", "(B, 3, 16, 16)")]
    [InlineData("3, 8, 8", "ZeroPad2d(2)", "(B, 3, 12, 12)")]
    [InlineData("3, 8, 8", "ZeroPad2d((1, 2, 3, 4))", "(B, 3, 15, 11)")]
    [InlineData("8, 4", "GLU()", "(B, 8, 2)")]
    [InlineData("3, 32, 32", "Sequential(Conv2d(3, 8, 3, padding: 1), BatchNorm2d(8), ReLU(), MaxPool2d(2))", "(B, 8, 16, 16)")]
    [InlineData("3, 32, 32", """Sequential(("conv", Conv2d(3, 8, 3, padding: 1)), ("pool", AvgPool2d(2)))""", "(B, 8, 16, 16)")]
    [InlineData("3, 32, 32", "Sequential(new List<Module<Tensor, Tensor>> { Conv2d(3, 8, 3), ReLU() })", "(B, 8, 30, 30)")]
    [InlineData("", "Sequential(Conv2d(3, 64, 7), AdaptiveAvgPool2d(1), Flatten(), Linear(64, 10))", "(B, 10)")]
    [InlineData("4, 5", "Softmax(1)", "(B, 4, 5)")]
    public void A_layer(string input, string layer, string expected) => Assert.Equal(
        expected, ShapeHarness.At(ShapeHarness.Net($"""[Hint("at")] private readonly Module<Tensor, Tensor> at = {layer};""", "at.call(x)", input)));

    [Fact]
    public void A_recurrent_layer_is_not_known()
    {
        var net = ShapeHarness.Of("""
            [Teacher, Input(7, 10)]
            internal sealed partial class Net : Module<Tensor, Tensor>
            {
                [Hint("at")] private readonly LSTM at = LSTM(10, 20, batchFirst: true);
                [Hint("after")] private readonly Linear after = Linear(20, 5);
                public Net() : base("net") => RegisterComponents();
                public override Tensor forward(Tensor x)
                {
                    var (y, _, _) = at.call(x);
                    return after.call(y);
                }
            }
            """);

        Assert.Equal(("(...)", "(...)"), (net.At("at").ToString(), net.At("after").ToString()));
    }
}
