using System.Runtime.InteropServices;

namespace Kd.Native;

/// <summary>Has libtorch clear the memory of each new tensor on the CPU.</summary>
/// <remarks>
/// Its convolutions pad channels to a multiple of 8 or 16 (with AVX-512) and multiply what is in the padding by zero, but oneDNN 3.7.1
/// leaves there what the memory held before. A NaN among that makes results NaN, at random: with a convolution of 24 channels the digits
/// sample's training ended so two times of three. To clear the memory costs a few per cent of a step.
/// </remarks>
internal static class ZeroedMemory
{
    private const string Switch = "FLAGS_caffe2_cpu_allocator_do_zero_fill";

    /// <summary>Turns it on, where the library has the switch.</summary>
    /// <param name="c10">The loaded <c>libc10</c>.</param>
    public static void TurnOn(nint c10)
    {
        if (NativeLibrary.TryGetExport(c10, Switch, out var address))
        {
            Marshal.WriteByte(address, 1);
        }
    }
}
