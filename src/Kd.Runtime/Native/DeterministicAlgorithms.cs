using System.Runtime.InteropServices;
using Kd.Training;

namespace Kd.Native;

/// <summary>
/// Has libtorch use algorithms alone that give the same bits each time, and fail where an operation has none: PyTorch's
/// <c>use_deterministic_algorithms</c>, which TorchSharp 0.107.0 lacks. They are of the whole process, until this is disposed.
/// </summary>
/// <remarks>The functions are C++, called by the names that libtorch 2.10 for Linux exports.</remarks>
internal sealed unsafe class DeterministicAlgorithms : IDisposable
{
    private const string Setter = "_ZN2at7Context";

    private readonly nint _context;
    private readonly delegate* unmanaged[Cdecl]<nint, byte, byte, void> _algorithms;
    private readonly delegate* unmanaged[Cdecl]<nint, byte, void> _cuDnn;
    private readonly delegate* unmanaged[Cdecl]<nint, byte, void> _cuDnnBenchmark;
    private readonly delegate* unmanaged[Cdecl]<nint, byte, void> _fill;

    /// <summary>Switches them on. On a GPU, to be called before its first use.</summary>
    /// <exception cref="KdException">The libtorch in use has no such switch (KD3051).</exception>
    public DeterministicAlgorithms()
    {
        // cuBLAS reads it when it is used first; without it, libtorch refuses to multiply matrices.
        NativeEnvironment.SetDefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8");
        var library = NativeLibraries.Files.GetValueOrDefault(NativeLibraries.TorchLibrary) is { } file && NativeLibrary.TryLoad(file, out var handle) ? handle : 0;
        _context = ((delegate* unmanaged[Cdecl]<nint>)Function(library, "_ZN2at13globalContextEv"))();
        _algorithms = (delegate* unmanaged[Cdecl]<nint, byte, byte, void>)Function(library, Setter + "26setDeterministicAlgorithmsEbb");
        _cuDnn = (delegate* unmanaged[Cdecl]<nint, byte, void>)Function(library, Setter + "21setDeterministicCuDNNEb");
        _cuDnnBenchmark = (delegate* unmanaged[Cdecl]<nint, byte, void>)Function(library, Setter + "17setBenchmarkCuDNNEb");
        _fill = (delegate* unmanaged[Cdecl]<nint, byte, void>)Function(library, Setter + "39setDeterministicFillUninitializedMemoryEb");
        Set(1);
    }

    /// <summary>Whether libtorch says that an operation has no such algorithm.</summary>
    public static bool IsMissing(string message) => message.Contains("does not have a deterministic implementation", StringComparison.Ordinal);

    public void Dispose() => Set(0);

    private void Set(byte isOn)
    {
        _algorithms(_context, isOn, 0);
        _cuDnn(_context, isOn);

        // To try which algorithm is fastest is to choose by chance.
        _cuDnnBenchmark(_context, 0);

        // New memory is cleared anyway, where this would write NaN over it.
        _fill(_context, (byte)(1 - isOn));
    }

    private static nint Function(nint library, string name) =>
        library != 0 && NativeLibrary.TryGetExport(library, name, out var function) ? function : throw new KdException(
            "KD3051", $"Deterministic algorithms can't be switched on: {(library == 0 ? "Kd knows the switch of libtorch for Linux only" : $"the libtorch in use does not export {name}")}. " +
            "Leave out Deterministic: on the CPU a run is repeated to the byte without it.");
}
