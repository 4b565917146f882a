using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Checking;

/// <summary>How large models are.</summary>
internal static class Sizes
{
    /// <summary>How many numbers a module learns.</summary>
    public static long Learned(nn.Module module) => module.parameters().Where(p => p.requires_grad).Sum(p => p.numel());

    /// <summary>How many numbers of a module's parameters stay as they are.</summary>
    public static long Still(nn.Module module) => module.parameters().Where(p => !p.requires_grad).Sum(p => p.numel());

    /// <summary>A module's parameters and buffers, in bytes.</summary>
    public static long Bytes(nn.Module module) => module.parameters().Sum(Bytes) + module.buffers().Sum(Bytes);

    /// <summary>A tensor, in bytes.</summary>
    public static long Bytes(Tensor tensor) => tensor.numel() * tensor.element_size();

    /// <summary>A parameter, in bytes.</summary>
    public static long Bytes(Parameter parameter) => Bytes((Tensor)parameter);
}
