using Kd.Native;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>
/// How the models of a run compute: what <c>Precision</c> and <c>Fast</c> of its <see cref="TrainAttribute">[Train]</see> mean. What a model gives
/// is to be <see cref="Autocast.Widen">widened</see> before a loss has it.
/// </summary>
public sealed class Computation
{
    private readonly RunOptions _options;
    private readonly Device _device;
    private readonly bool _isExact;
    private Precision _precision;
    private bool _isFast;

    /// <summary>Takes the settings. To be called before oneDNN's first use.</summary>
    /// <param name="options">The run's options.</param>
    /// <param name="device">The device that it runs on.</param>
    internal Computation(RunOptions options, Device device)
    {
        (_options, _device, _isExact, _isFast) = (options, device, options.RepeatsToTheBit, options.Fast);
        _precision = options.Precision;
        if (_isExact)
        {
            return;
        }

        if (!AutocastSwitch.IsSupported)
        {
            Degrade("libtorch's autocast can be reached on Linux only");
        }
        else if (IsOnCpu)
        {
            OneDnn.LiftLimit();
        }
    }

    private bool IsOnCpu => _device.type == DeviceType.CPU;

    /// <summary>For the forward pass of models that are trained; until disposed.</summary>
    public Autocast Student() => Cast(_precision != Precision.Float32);

    /// <summary>For the forward pass of models that only teach; until disposed.</summary>
    public Autocast Teacher() => Cast(_isFast || _precision != Precision.Float32);

    /// <summary>For validation and test.</summary>
    internal Autocast Evaluation() => Cast(_precision == Precision.BFloat16);

    /// <summary>Takes a model to the device, in the form to compute in, and sees that its convolutions are right then.</summary>
    /// <param name="model">The model, whose parameters no optimizer has yet.</param>
    /// <param name="cast">How it computes in a step.</param>
    internal void Take(nn.Module model, Func<Autocast> cast)
    {
        model.to(_device);
        if (_isFast || _precision != Precision.Float32)
        {
            // In BFloat16 too: it is faster, and oneDNN is right with more numbers of channels.
            PutChannelsLast(model);
        }

        Check(model, cast);
    }

    /// <summary>Sees that the convolutions of a model, loss or adapter are right, in a step and else.</summary>
    /// <param name="module">The module, on the device.</param>
    /// <param name="cast">How it computes in a step.</param>
    internal void Check(nn.Module module, Func<Autocast> cast)
    {
        if (!IsOnCpu)
        {
            return;
        }

        if ((ConvolutionCheck.FindWrong(module, cast) ?? ConvolutionCheck.FindWrong(module, Evaluation)) is { } wrong)
        {
            // With fewer instructions it would not be right either, and it is too late for that.
            OneDnn.Enable(false);
            var reason = $"oneDNN computes {wrong} of {module.GetType().Name} wrongly on this machine; libtorch's own convolutions are used, which are slower";
            if (_isExact)
            {
                _options.Reporter.Progress(reason + ".");
            }
            else
            {
                Degrade(reason);
            }
        }
    }

    private void Degrade(string reason)
    {
        (_precision, _isFast) = (Precision.Float32, false);
        _options.Reporter.Progress($"Precision and Fast have no effect in this run: {reason}.");
    }

    private Autocast Cast(bool isOn) => isOn ? Autocast.On(_device.type) : default;

    private static void PutChannelsLast(nn.Module model)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        foreach (var parameter in model.parameters().Where(parameter => parameter.dim() == 4))
        {
            // As PyTorch's contiguous(memory_format=torch.channels_last), which TorchSharp lacks: (B, C, H, W) that lies as (B, H, W, C).
            parameter.set_(parameter.permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2));
        }
    }
}
