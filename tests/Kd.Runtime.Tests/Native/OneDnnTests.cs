using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Tests.Native;

/// <summary>What memory held before does not come into the results of convolutions whose channels are padded.</summary>
public class OneDnnTests
{
    [Theory]
    [InlineData(1, 24, 8)]
    [InlineData(24, 48, 4)]
    [InlineData(17, 16, 8)]
    [InlineData(116, 116, 8)]
    public void A_convolution_is_finite_whatever_the_memory_held(long from, long to, long size)
    {
        using var scope = NewDisposeScope();
        using var convolution = nn.Conv2d(from, to, 3, padding: 1);
        for (var round = 0; round < 20; round++)
        {
            using var step = NewDisposeScope();
            Spoil(from, to, size);
            var images = rand(16, from, size, size).requires_grad_(true);

            var features = convolution.call(images);
            features.backward([randn_like(features)]);

            Assert.True(features.isfinite().all().item<bool>());
            Assert.True(images.grad!.isfinite().all().item<bool>());
            Assert.True(convolution.weight!.grad!.isfinite().all().item<bool>());
            convolution.weight.grad = null;
            convolution.bias!.grad = null;
        }
    }

    [Fact]
    public void A_gradient_repeats_to_the_bit()
    {
        using var scope = NewDisposeScope();
        using var convolution = nn.Sequential(nn.Conv2d(1, 4, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 8, 3, padding: 1));
        var images = rand(64, 1, 8, 8);
        var first = Gradient();

        for (var round = 0; round < 20; round++)
        {
            Spoil(4, 8, 8);
            Assert.Equal(first, Gradient());
        }

        float[] Gradient()
        {
            using var step = NewDisposeScope();
            convolution.zero_grad();
            convolution.call(images).square().sum().backward();
            return [.. convolution.parameters().SelectMany(p => p.grad!.data<float>().ToArray())];
        }
    }

    // Memory of the sizes that are wanted next, with and without padding, is given back full of NaN.
    private static void Spoil(params long[] channels)
    {
        using var scope = NewDisposeScope();
        foreach (var count in channels.SelectMany(c => new[] { c, (c + 7) / 8 * 8, (c + 15) / 16 * 16 }).Distinct())
        {
            _ = full(new[] { 16, count, channels[^1], channels[^1] }, float.NaN);
            _ = full(new[] { 16, count, channels[^1], channels[^1] }, float.NaN);
        }
    }
}
