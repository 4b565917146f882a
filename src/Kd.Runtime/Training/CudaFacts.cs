using System.Runtime.InteropServices;
using Kd.Native;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>What has to be there for a GPU to be used.</summary>
/// <param name="HasBackend">Whether the libtorch in use has a CUDA part.</param>
/// <param name="HasDriver">Whether the NVIDIA driver's library is there.</param>
/// <param name="Devices">How many GPUs the driver shows to this process.</param>
internal readonly record struct CudaFacts(bool HasBackend, bool HasDriver, int Devices)
{
    /// <summary>The facts of this process.</summary>
    public static CudaFacts Find()
    {
        var devices = cuda.is_available() ? cuda.device_count() : 0;
        return devices > 0 ? new(true, true, devices) : new(NativeLibraries.HasCuda, FindsDriver(), 0);
    }

    private static bool FindsDriver()
    {
        if (!NativeLibrary.TryLoad(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1", out var driver))
        {
            return false;
        }

        NativeLibrary.Free(driver);
        return true;
    }
}
