using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>The checks of labels that are class numbers.</summary>
internal static class ClassLabels
{
    /// <summary>The label of a sample that cross-entropy leaves out, as in PyTorch.</summary>
    public const long Ignored = -100;

    /// <summary>Throws unless the labels (B) are classes of the logits (B, C).</summary>
    public static void Require(Tensor logits, Tensor labels, string loss, bool mayIgnore = false)
    {
        if (logits.dim() != 2 || labels.dim() != 1 || logits.size(0) != labels.size(0))
        {
            throw new ArgumentException(
                $"{loss} takes logits (B, C) and labels (B), but got {Shapes.Text(logits)} and {Shapes.Text(labels)}. " +
                "Does the model return one row of logits per sample?", nameof(labels));
        }

        if (labels.dtype != ScalarType.Int64)
        {
            throw new ArgumentException($"{loss} takes labels that are 64-bit integers, but got {labels.dtype}.", nameof(labels));
        }

        // On another device, reading the labels would make the host wait for it; PyTorch's kernels check there.
        if (labels.device_type == DeviceType.CPU)
        {
            RequireRange(labels, logits.size(1), loss, mayIgnore);
        }
    }

    /// <summary>Throws unless the labels, on the CPU, are numbers of classes.</summary>
    public static void RequireRange(Tensor labels, long classes, string loss, bool mayIgnore = false)
    {
        using var inOrder = labels.contiguous();
        foreach (var label in MemoryMarshal.Cast<byte, long>(inOrder.bytes))
        {
            if ((ulong)label >= (ulong)classes && !(mayIgnore && label == Ignored))
            {
                var exception = mayIgnore ? $", or {Ignored} for a sample that does not count" : "";
                throw new ArgumentException($"{loss} takes labels from 0 to {classes - 1}{exception}, but got {label}.", nameof(labels));
            }
        }
    }
}
