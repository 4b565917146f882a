using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Kd.Native;

/// <summary>Keeps the convolutions of oneDNN 3.7.1, which libtorch 2.10 has, from reading what nobody wrote. Linux only.</summary>
/// <remarks>
/// They pad channels to a multiple of 8, or of 16 with AVX-512, and multiply what is in the padding by zero, but leave there what the memory
/// held before. A NaN among that makes results NaN, at random: of 19 trainings of a model with 24 channels 13 ended so. To clear the memory
/// helps where AVX2 is used; with AVX-512 and several threads the results of few channels still differ from run to run.
/// </remarks>
internal static class OneDnn
{
    private const string ClearingSwitch = "FLAGS_caffe2_cpu_allocator_do_zero_fill";
    private const string Repeating = "AVX2";

    // What it may be limited to (oneDNN's CPU dispatcher control) and repeats with.
    private static readonly string[] _repeating = ["SSE41", "AVX", Repeating, "AVX2_VNNI", "AVX2_VNNI_2"];

    // By its present and its new name.
    private static readonly string[] _instructionSets = ["DNNL_MAX_CPU_ISA", "ONEDNN_MAX_CPU_ISA"];

    /// <summary>Whether libtorch clears the memory of each new tensor.</summary>
    public static bool ClearsMemory { get; private set; }

    /// <summary>What keeps its convolutions from the same result each time, in words; nothing if nothing does.</summary>
    public static string? Fault
    {
        get
        {
            if (!ClearsMemory)
            {
                return "oneDNN's convolutions may read memory that nobody wrote, which Kd prevents on Linux, where libtorch has a switch for it";
            }

            var isLimited = !Avx512F.IsSupported || (Limit is { } limit && _repeating.Contains(limit, StringComparer.OrdinalIgnoreCase));
            return isLimited ? null : $"{_instructionSets[0]} is {Limit ?? "not set"}: with more than {Repeating} oneDNN's convolutions of few channels differ from run to run";
        }
    }

    private static string? Limit => _instructionSets.Select(NativeEnvironment.Get).FirstOrDefault(value => value is not null);

    /// <summary>Has it use AVX2 at most, unless the user's environment says what to use. To be called before its first use.</summary>
    public static void LimitInstructions()
    {
        if (RuntimeInformation.ProcessArchitecture == Architecture.X64 && Limit is null)
        {
            NativeEnvironment.SetDefault(_instructionSets[0], Repeating);
        }
    }

    /// <summary>Has libtorch clear the memory of each new tensor on the CPU, where the library has a switch for that.</summary>
    /// <param name="c10">The loaded <c>libc10</c>.</param>
    public static void ClearMemory(nint c10)
    {
        if (NativeLibrary.TryGetExport(c10, ClearingSwitch, out var address))
        {
            Marshal.WriteByte(address, 1);
            ClearsMemory = true;
        }
    }
}
