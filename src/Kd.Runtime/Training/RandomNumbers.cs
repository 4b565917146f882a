using Kd.Resuming;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>
/// The random numbers of a run, which its seed decides. On the CPU they go on from step to step, and a checkpoint has their state; that of a GPU
/// cannot be read, so that they begin anew with each step there.
/// </summary>
internal sealed class RandomNumbers : IResumable, IDisposable
{
    private readonly int _seed;
    private readonly Device _device;
    private Tensor? _restored;

    /// <summary>Seeds them.</summary>
    public RandomNumbers(int seed, Device device)
    {
        (_seed, _device) = (seed, device);
        Devices.Seed(seed, device);
    }

    /// <summary>Mixes two numbers to one whose bits depend on all of theirs: SplitMix64.</summary>
    public static ulong Mixed(int seed, int number)
    {
        // libtorch's generator on the CPU reads the lower 32 bits of its seed alone, so both numbers have to reach all of them.
        var bits = ((ulong)(uint)seed << 32) | (uint)number;
        bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
        bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
        return bits ^ (bits >> 31);
    }

    /// <summary>Goes on with the state of a checkpoint, if one was restored: what the run had to draw until now was drawn before it, too.</summary>
    public void Continue()
    {
        if (_restored is not null)
        {
            random.set_rng_state(_restored);
            Dispose();
        }
    }

    /// <summary>Begins a step.</summary>
    public void BeginStep(int epoch, int step)
    {
        if (_device.type != DeviceType.CPU)
        {
            Devices.Seed(unchecked((int)Mixed((int)Mixed(_seed, epoch), step)), _device);
        }
    }

    /// <summary>Visits the state. To be called in a dispose scope.</summary>
    public void Visit(RunState state)
    {
        var present = random.get_rng_state();
        state.Tensor("cpu", present);
        if (state.IsRestoring)
        {
            _restored = present.DetachFromDisposeScope();
        }
    }

    public void Dispose()
    {
        _restored?.Dispose();
        _restored = null;
    }
}
