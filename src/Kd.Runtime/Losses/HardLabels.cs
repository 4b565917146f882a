using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>The check of class numbers that several losses share.</summary>
internal static class HardLabels
{
    /// <summary>Throws unless numbers are 64-bit, of the given shape and below a count. Their range is looked at where that costs no wait.</summary>
    public static void Require(Tensor labels, ReadOnlySpan<long> shape, long count, string loss, string name = "labels")
    {
        if (labels.dtype != ScalarType.Int64 || !labels.shape.AsSpan().SequenceEqual(shape))
        {
            throw new ArgumentException($"{loss} takes {name} {Shapes.Text(shape)} of type Int64, but got {Shapes.Text(labels)} of type {labels.dtype}.", name);
        }

        if (labels.device_type != DeviceType.CPU || labels.numel() == 0)
        {
            return;
        }

        using var least = labels.min();
        using var greatest = labels.max();
        var (low, high) = (least.ToInt64(), greatest.ToInt64());
        if (low < 0 || high >= count)
        {
            throw new ArgumentException($"{loss}: {name} go from 0 to {count - 1}, but {(low < 0 ? low : high)} is among them.", name);
        }
    }
}
