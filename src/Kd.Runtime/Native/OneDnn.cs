using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Kd.Native;

/// <summary>What keeps the convolutions of oneDNN 3.7.1, which libtorch 2.10 has, from reading what nobody wrote where they would.</summary>
/// <remarks>
/// Where it is <see cref="IsBlind">blind</see>, it pads channels to a multiple of 8, or of 16 with AVX-512, multiplies what is in the padding by zero, but leaves
/// there what the memory held before. A NaN among that makes results NaN, at random: of 19 trainings of a model with 24 channels 13 ended so. To
/// clear the memory helps where AVX2 is used; with AVX-512 and several threads the results of few channels still differ from run to run.
/// </remarks>
internal static partial class OneDnn
{
    private const string ClearingSwitch = "FLAGS_caffe2_cpu_allocator_do_zero_fill";
    private const string Repeating = "AVX2";

    // What it may be limited to (oneDNN's CPU dispatcher control) and repeats with.
    private static readonly string[] _repeating = ["SSE41", "AVX", Repeating, "AVX2_VNNI", "AVX2_VNNI_2"];

    // By its present and its new name.
    private static readonly string[] _instructionSets = ["DNNL_MAX_CPU_ISA", "ONEDNN_MAX_CPU_ISA"];

    private static bool _isLimited;

    /// <summary>
    /// Whether the processor does not tell the sizes of its caches, as in some virtual machines. oneDNN takes them for 0 then, and leaves the last
    /// channels of some convolutions out (its issue 5313); others end the process with a division by zero.
    /// </summary>
    public static bool IsBlind { get; } = X86Base.IsSupported && !TellsCaches();

    /// <summary>Whether libtorch clears the memory of each new tensor.</summary>
    public static bool ClearsMemory { get; private set; }

    /// <summary>What keeps its convolutions from the same result each time, in words; nothing if nothing does.</summary>
    public static string? Fault
    {
        get
        {
            if (!IsBlind)
            {
                return null;
            }

            if (!ClearsMemory)
            {
                return "the processor does not tell the sizes of its caches, and there oneDNN's convolutions may read memory that nobody wrote: "
                    + "Kd prevents it on Linux, where libtorch has a switch for it";
            }

            var isLimited = !Avx512F.IsSupported || (Limit is { } limit && _repeating.Contains(limit, StringComparer.OrdinalIgnoreCase));
            return isLimited ? null : $"{_instructionSets[0]} is {Limit ?? "not set"}: with more than {Repeating} oneDNN's convolutions of few channels differ from run to run";
        }
    }

    private static string? Limit => _instructionSets.Select(NativeEnvironment.Get).FirstOrDefault(value => value is not null);

    /// <summary>Has it use AVX2 at most where it is blind, unless the user's environment says what to use. To be called before its first use.</summary>
    public static void LimitInstructions()
    {
        if (IsBlind && Limit is null)
        {
            NativeEnvironment.SetDefault(_instructionSets[0], Repeating);
            _isLimited = true;
        }
    }

    /// <summary>Takes the limit away, for who looks at what it computes. Without effect once it has been used.</summary>
    public static void LiftLimit()
    {
        if (_isLimited)
        {
            NativeEnvironment.Remove(_instructionSets[0]);
        }
    }

    /// <summary>Lets libtorch use it, or do its convolutions itself, in the whole process. Linux only.</summary>
    public static void Enable(bool enabled)
    {
        if (OperatingSystem.IsLinux())
        {
            SetEnabled(Context(), enabled);
        }
    }

    /// <summary>
    /// Has libtorch not try NNPACK where oneDNN is blind: it needs the sizes of the caches as well, and writes with each convolution that it has them not. Linux only.
    /// </summary>
    public static void SkipNnpack()
    {
        if (IsBlind && OperatingSystem.IsLinux())
        {
            SetNnpackEnabled(Context(), false);
        }
    }

    /// <summary>Has libtorch clear the memory of each new tensor on the CPU where oneDNN is blind, if the library has a switch for that.</summary>
    /// <param name="c10">The loaded <c>libc10</c>.</param>
    public static void ClearMemory(nint c10)
    {
        if (IsBlind && NativeLibrary.TryGetExport(c10, ClearingSwitch, out var address))
        {
            Marshal.WriteByte(address, 1);
            ClearsMemory = true;
        }
    }

    // By the leaf of caches that the maker has: Intel's, or AMD's. The first cache has a type, if there is one.
    private static bool TellsCaches()
    {
        const int intel = 0x756E6547;
        var leaf = X86Base.CpuId(0, 0).Ebx == intel ? 4 : unchecked((int)0x8000001D);
        return (X86Base.CpuId(leaf, 0).Eax & 0x1F) != 0;
    }

    [LibraryImport(NativeLibraries.TorchLibrary, EntryPoint = "_ZN2at13globalContextEv")]
    private static partial nint Context();

    [LibraryImport(NativeLibraries.TorchLibrary, EntryPoint = "_ZN2at7Context20setUserEnabledMkldnnEb")]
    private static partial void SetEnabled(nint context, [MarshalAs(UnmanagedType.I1)] bool enabled);

    [LibraryImport(NativeLibraries.TorchLibrary, EntryPoint = "_ZN2at7Context20setUserEnabledNNPACKEb")]
    private static partial void SetNnpackEnabled(nint context, [MarshalAs(UnmanagedType.I1)] bool enabled);
}
