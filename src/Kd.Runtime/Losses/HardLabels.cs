using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>The check of class numbers that several losses share.</summary>
internal static class HardLabels
{
    /// <summary>Throws unless labels are 64-bit class numbers of the given shape. Their range is looked at where that costs no wait.</summary>
    public static void Require(Tensor labels, ReadOnlySpan<long> shape, long classes, string loss)
    {
        if (labels.dtype != ScalarType.Int64 || !labels.shape.AsSpan().SequenceEqual(shape))
        {
            throw new ArgumentException(
                $"{loss} takes labels {Shapes.Text(shape)} of type Int64, one per row of logits, but got {Shapes.Text(labels)} of type {labels.dtype}.", nameof(labels));
        }

        if (labels.device_type == DeviceType.CPU && labels.numel() > 0)
        {
            using var least = labels.min();
            using var greatest = labels.max();
            if (least.ToInt64() is < 0 and var low)
            {
                throw new ArgumentException($"{loss}: the label {low} is none of the {classes} classes; labels go from 0 to {classes - 1}.", nameof(labels));
            }

            if (greatest.ToInt64() is var high && high >= classes)
            {
                throw new ArgumentException($"{loss}: the label {high} is none of the {classes} classes; labels go from 0 to {classes - 1}.", nameof(labels));
            }
        }
    }
}
