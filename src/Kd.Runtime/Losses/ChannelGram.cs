using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Products between the channels of each sample's map.</summary>
internal static class ChannelGram
{
    /// <summary>F F^T for the channels' rows F, (B, C, C): a product of matrices, where a broadcast would take B * C * C * H * W.</summary>
    /// <exception cref="ArgumentException">The tensor is no map.</exception>
    public static Tensor Of(Tensor map, string what, string name)
    {
        var channels = Rows(map, what, name);
        return channels.bmm(channels.transpose(1, 2));
    }

    /// <summary>The pixels of each channel, (B, C, H * W), in at least single precision.</summary>
    /// <exception cref="ArgumentException">The tensor is no map.</exception>
    public static Tensor Rows(Tensor map, string what, string name) => map.dim() is 3 or 4
        ? SampleRows.Precise(map, what, name).flatten(2)
        : throw new ArgumentException($"{what} takes maps (B, C, H, W) or (B, C, L), but got {Shapes.Text(map)}.", name);
}
