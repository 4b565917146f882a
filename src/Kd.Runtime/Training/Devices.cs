using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>Turns <c>KdDevice</c> into a device.</summary>
internal static class Devices
{
    private const string Cuda = "cuda";

    /// <summary>The device of that name.</summary>
    /// <exception cref="KdException">It is no name of a device (KD1008), or no GPU can be used, for one of three reasons (KD1030, KD1031, KD1032).</exception>
    public static Device Choose(string name) => name == "cpu" ? CPU : torch.device(Resolve(name, CudaFacts.Find()));

    /// <summary>What a name stands for where these are the facts.</summary>
    /// <returns><c>cpu</c>, <c>cuda</c> or <c>cuda:n</c>.</returns>
    /// <inheritdoc cref="Choose"/>
    public static string Resolve(string name, CudaFacts facts)
    {
        if (name is "cpu" or "auto")
        {
            return name == "auto" && facts.Devices > 0 ? Cuda : "cpu";
        }

        if (NumberIn(name) is not { } number)
        {
            throw new KdException("KD1008", $"KdDevice is '{name}', which is not auto, cpu, cuda or cuda:<number>.");
        }

        return facts switch
        {
            { HasBackend: false } => throw new KdException(
                "KD1030", $"KdDevice is {name}, but the libtorch in use has no CUDA part: the project references TorchSharp-cpu. " +
                "Reference TorchSharp-cuda-linux (or -windows) in its place (a sample does with -p:KdBackend=cuda), or set KdDevice to auto or cpu."),
            { HasDriver: false } => throw new KdException(
                "KD1031", $"KdDevice is {name}, but no NVIDIA driver was found ({(OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1")} cannot be loaded). " +
                "Install it, or give the container access to the GPU (docker run --gpus all), or set KdDevice to auto or cpu."),
            { Devices: 0 } => throw new KdException(
                "KD1031", $"KdDevice is {name}, but the NVIDIA driver shows no GPU. See that nvidia-smi lists one, that the driver is new enough for the CUDA version of the package, " +
                $"and that CUDA_VISIBLE_DEVICES{(Environment.GetEnvironmentVariable("CUDA_VISIBLE_DEVICES") is { } visible ? $" (now '{visible}')" : "")} does not hide it, or set KdDevice to auto or cpu."),
            _ when number >= facts.Devices => throw new KdException(
                "KD1032", facts.Devices == 1
                    ? $"KdDevice is {name}, but there is one GPU, cuda:0."
                    : $"KdDevice is {name}, but there are {facts.Devices} GPUs, cuda:0 to cuda:{facts.Devices - 1}."),
            _ => name,
        };
    }

    /// <summary>Seeds the random numbers of the CPU and of every GPU.</summary>
    public static void Seed(int seed, Device device)
    {
        // TorchSharp's manual_seed is that of the CPU alone.
        manual_seed(seed);
        if (device.type == DeviceType.CUDA)
        {
            cuda.manual_seed_all(seed);
        }
    }

    // The number of the GPU that a name means: 0 for the first.
    private static int? NumberIn(string name) =>
        name == Cuda ? 0
        : name.StartsWith(Cuda + ":", StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(Cuda.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : null;
}
