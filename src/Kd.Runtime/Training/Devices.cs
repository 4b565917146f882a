using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>Turns <c>KdDevice</c> into a device.</summary>
internal static class Devices
{
    /// <summary>The device of that name.</summary>
    /// <exception cref="KdException">There is no such device (KD1030, KD1008).</exception>
    public static Device Choose(string name)
    {
        switch (name)
        {
            case "auto":
                return torch.device(cuda.is_available() ? "cuda" : "cpu");
            case "cpu":
                return CPU;
            case not null when name == "cuda" || (name.StartsWith("cuda:", StringComparison.Ordinal) && int.TryParse(name[5..], out _)):
                if (!cuda.is_available())
                {
                    throw new KdException(
                        "KD1030", $"KdDevice is {name}, but no CUDA device can be used. Reference TorchSharp-cuda-linux (or -windows) " +
                        "in place of TorchSharp-cpu and see that the NVIDIA driver is installed, or set KdDevice to auto or cpu.");
                }

                return torch.device(name);
            default:
                throw new KdException("KD1008", $"KdDevice is \"{name}\"; it may be auto, cpu, cuda or cuda:n.");
        }
    }
}
