using Kd.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>
/// libtorch's autocast, on this thread and until disposed: convolutions and products of matrices compute in BFloat16. The default value changes
/// nothing. Called by generated code.
/// </summary>
public readonly struct Autocast : IDisposable
{
    private readonly DeviceType _device;
    private readonly bool _isOn;

    private Autocast(DeviceType device) => (_device, _isOn) = (device, true);

    /// <summary>Widens what was computed in 16 bits to 32, which losses want; all else stays.</summary>
    /// <param name="tensor">What a model gave.</param>
    public static Tensor Widen(Tensor tensor) =>
        tensor.dtype is ScalarType.BFloat16 or ScalarType.Float16 ? tensor.to(ScalarType.Float32) : tensor;

    /// <summary>Turns it on.</summary>
    internal static Autocast On(DeviceType device)
    {
        AutocastSwitch.TurnOn((sbyte)device, (sbyte)ScalarType.BFloat16);
        return new(device);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isOn)
        {
            AutocastSwitch.TurnOff((sbyte)_device);
        }
    }
}
