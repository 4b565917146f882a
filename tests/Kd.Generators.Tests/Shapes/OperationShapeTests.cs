namespace Kd.Generators.Tests.Shapes;

/// <summary>What operations in <c>forward</c> make of shapes: the model's output is the place.</summary>
public class OperationShapeTests
{
    [Theory]
    [InlineData("8, 6, 4", "x.relu()", "(B, 8, 6, 4)")]
    [InlineData("8, 6, 4", "functional.relu(x)", "(B, 8, 6, 4)")]
    [InlineData("8, 6, 4", "x.relu_()", "(B, 8, 6, 4)")]
    [InlineData("8, 6, 4", "torch.softmax(x, 1)", "(B, 8, 6, 4)")]
    [InlineData("8, 6, 4", "x + x", "(B, 8, 6, 4)")]
    [InlineData("8, 6, 4", "x * 2", "(B, 8, 6, 4)")]
    [InlineData("8, 6, 4", "x.add(x).mul(0.5)", "(B, 8, 6, 4)")]
    [InlineData("8, 6, 4", "x * x.mean(new long[] { 2, 3 }, keepdim: true)", "(B, 8, 6, 4)")]
    [InlineData("8, 6, 4", "x.add(x.sum(1))", "(B, ?, 6, 4)")]
    [InlineData("8, 6, 4", "cat([x, x], 1)", "(B, 16, 6, 4)")]
    [InlineData("8, 6, 4", "cat(new[] { x, x, x }, 1)", "(B, 24, 6, 4)")]
    [InlineData("8, 6, 4", "cat([x, x], -1)", "(B, 8, 6, 8)")]
    [InlineData("8, 6, 4", "stack([x, x], 1)", "(B, 2, 8, 6, 4)")]
    [InlineData("8, 6, 4", "functional.adaptive_avg_pool2d(x, 1)", "(B, 8, 1, 1)")]
    [InlineData("8, 6, 4", "functional.adaptive_avg_pool2d(x, (3, 2))", "(B, 8, 3, 2)")]
    [InlineData("8, 6, 4", "functional.max_pool2d(x, 2)", "(B, 8, 3, 2)")]
    [InlineData("8, 6, 4", "functional.avg_pool2d(x, 2, stride: 1)", "(B, 8, 5, 3)")]
    [InlineData("8, 6, 4", "x.flatten(1)", "(B, 192)")]
    [InlineData("8, 6, 4", "flatten(x, 2)", "(B, 8, 24)")]
    [InlineData("8, 6, 4", "x.view(x.shape[0], -1)", "(B, 192)")]
    [InlineData("8, 6, 4", "x.view(x.size(0), 2, 4, 6, 4)", "(B, 2, 4, 6, 4)")]
    [InlineData("8, 6, 4", "x.reshape(-1, 192)", "(B, 192)")]
    [InlineData("8, 6, 4", "x.reshape(-1, 96)", "(?, 96)")]
    [InlineData("8, 6, 4", "x.view(new[] { x.size(0), x.size(1), x.size(2) * x.size(3) })", "(B, 8, 24)")]
    [InlineData("8, 6, 4", "x.view(x.shape)", "(B, 8, 6, 4)")]
    [InlineData("8, 6, 4", "x.mean(new long[] { 2, 3 })", "(B, 8)")]
    [InlineData("8, 6, 4", "x.mean([-1])", "(B, 8, 6)")]
    [InlineData("8, 6, 4", "x.sum(1, keepdim: true)", "(B, 1, 6, 4)")]
    [InlineData("8, 6, 4", "x.permute(0, 2, 3, 1)", "(B, 6, 4, 8)")]
    [InlineData("8, 6, 4", "x.transpose(1, 2)", "(B, 6, 8, 4)")]
    [InlineData("8, 6, 4", "x.flatten(2).transpose(1, 2)", "(B, 24, 8)")]
    [InlineData("8, 6, 4", "x.chunk(2, 1)[1]", "(B, 4, 6, 4)")]
    [InlineData("8, 6, 4", "x.split(3, 1)[2]", "(B, 2, 6, 4)")]
    [InlineData("8, 6, 4", "x.split(new long[] { 3, 5 }, 1)[1]", "(B, 5, 6, 4)")]
    [InlineData("8, 6, 4", "x.narrow(1, 2, 3)", "(B, 3, 6, 4)")]
    [InlineData("8, 6, 4", "x.slice(1, 0, 8, 2)", "(B, 4, 6, 4)")]
    [InlineData("8, 6, 4", "x[TensorIndex.Colon, 0]", "(B, 6, 4)")]
    [InlineData("8, 6, 4", "x[.., 2..5]", "(B, 3, 6, 4)")]
    [InlineData("8, 6, 4", "x[TensorIndex.Ellipsis, TensorIndex.Slice(1, 3)]", "(B, 8, 6, 2)")]
    [InlineData("8, 6, 4", "x[TensorIndex.Colon, TensorIndex.Slice(0, null, 2), TensorIndex.Colon]", "(B, 4, 6, 4)")]
    [InlineData("8, 6, 4", "x.unsqueeze(1)", "(B, 1, 8, 6, 4)")]
    [InlineData("8, 6, 4", "x.unsqueeze(-1).squeeze(-1)", "(B, 8, 6, 4)")]
    [InlineData("8, 6, 4", "x.squeeze()", "(...)")]
    [InlineData("8, 6, 4", "x.max(1).values", "(B, 6, 4)")]
    [InlineData("8, 6, 4", "functional.interpolate(x, scale_factor: [2, 2])", "(B, 8, 12, 8)")]
    [InlineData("8, 6, 4", "functional.interpolate(x, size: [3, 3])", "(B, 8, 3, 3)")]
    [InlineData("8, 6, 4", "functional.pad(x, [1, 1, 2, 2])", "(B, 8, 10, 6)")]
    [InlineData("8, 6, 4", "functional.pixel_shuffle(x, 2)", "(B, 2, 12, 8)")]
    [InlineData("8, 6", "x.bmm(x.transpose(1, 2))", "(B, 8, 8)")]
    [InlineData("8, 6", "cat([zeros(1, 1, 6).expand(x.shape[0], -1, -1), x], 1)", "(B, 9, 6)")]
    [InlineData("8, 6, 4", "x.norm(1, keepdim: true)", "(...)")]
    [InlineData("8, 6, 4", "x.ndim == 4 ? x.flatten(1) : x", "(B, 192)")]
    [InlineData("", "x.relu()", "(B, ...)")]
    [InlineData("", "x.mean([2, 3])", "(B, ...)")]
    [InlineData("", "x.view(x.shape[0], -1)", "(B, ?)")]
    public void An_operation(string input, string forward, string expected) => Assert.Equal(expected, ShapeHarness.At(ShapeHarness.Net("", forward, input), "logits"));

    [Theory]
    [InlineData("3", "(B, 12, 6, 4)")]
    [InlineData("4", "(B, 12, 6, 4)")]
    public void A_channel_shuffle(string groups, string expected) => Assert.Equal(expected, ShapeHarness.At(ShapeHarness.Net($$"""
        private static Tensor Shuffle(Tensor x, int groups)
        {
            var (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
            return x.view(n, groups, c / groups, h, w).permute(0, 2, 1, 3, 4).contiguous().view(n, c, h, w);
        }
        """, $"Shuffle(x, {groups})", "12, 6, 4"), "logits"));

    [Fact]
    public void A_channel_shuffle_of_unknown_size_keeps_the_channels() => Assert.Equal("(B, 12, ?, ?)", ShapeHarness.At(ShapeHarness.Net("""
        private readonly Conv2d conv = Conv2d(3, 12, 1);
        private static Tensor Shuffle(Tensor x, int groups)
        {
            var (n, c, h, w) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3]);
            return x.view(n, groups, c / groups, h, w).permute(0, 2, 1, 3, 4).contiguous().view(n, c, h, w);
        }
        """, "Shuffle(conv.call(x), 3)", ""), "logits"));
}
