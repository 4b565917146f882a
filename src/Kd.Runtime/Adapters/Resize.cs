using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Adapters;

/// <summary>Brings maps (B, C, H, W) to a height and width, or sequences (B, L, D) to a length.</summary>
/// <param name="size">Height and width, or the length.</param>
/// <param name="pools">Whether by adaptive average pooling; else by bilinear interpolation.</param>
internal sealed class Resize(long[] size, bool pools) : nn.Module<Tensor, Tensor>("resize")
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => size.Length == 2
        ? Resized(input, size)
        : Resized(input.transpose(1, 2).unsqueeze(3), [size[0], 1]).squeeze(3).transpose(1, 2);

    private Tensor Resized(Tensor map, long[] to) => pools
        ? nn.functional.adaptive_avg_pool2d(map, to)
        : nn.functional.interpolate(map, to, mode: InterpolationMode.Bilinear, align_corners: false);
}
