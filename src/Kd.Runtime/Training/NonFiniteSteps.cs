using Kd.Resuming;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>What a run does at steps whose losses are not finite; see <see cref="NonFinite"/>.</summary>
/// <param name="options">Whether it stops or skips.</param>
/// <param name="folder">Where batches are written to.</param>
/// <param name="losses">The losses of the epoch.</param>
/// <param name="device">Where they are.</param>
internal sealed class NonFiniteSteps(RunOptions options, string folder, LossHistory losses, Device device) : IResumable, IDisposable
{
    private readonly bool _skips = options.NonFinite == NonFinite.Skip;

    // On a GPU, to look at a number is to wait for it: a run that stops at a fault anyway looks later.
    private readonly bool _looks = options.NonFinite == NonFinite.Skip || device.type == TorchSharp.DeviceType.CPU;
    private readonly BufferSnapshot _buffers = new();
    private FaultyStep? _first;
    private int _skipped;

    /// <summary>Begins a step: its forward pass may change statistics and memories.</summary>
    /// <param name="participants">Who has a part in it.</param>
    public void BeginStep(Participants participants)
    {
        if (_skips)
        {
            _buffers.Take(participants.Trained);
        }
    }

    /// <summary>Looks at the losses that were added last.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step within the epoch, from 0.</param>
    /// <param name="batch">The step's batch.</param>
    /// <returns>Whether the step is to be taken. Else it is as if it had not been.</returns>
    /// <exception cref="KdException">A loss is not finite, and the run stops (KD3002).</exception>
    public bool IsGood(int epoch, int step, object? batch)
    {
        if (!_looks || losses.IsLastFinite())
        {
            return true;
        }

        var found = losses.FindFault(losses.Count - 1)!.Value;
        var fault = new FaultyStep(epoch, step, found.Term, found.Value);
        if (!_skips)
        {
            throw Stop(fault, batch);
        }

        if (_first is null)
        {
            fault.WriteBatch(batch, folder);
            _first = fault;
        }

        _skipped++;
        losses.RemoveLast();
        _buffers.Restore();
        return false;
    }

    /// <summary>Demands that the losses of an epoch's steps so far are finite.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="read">Reads the batch of a step. Its tensors are disposed.</param>
    /// <exception cref="KdException">One is not (KD3002).</exception>
    public void DemandFinite(int epoch, Func<int, object> read)
    {
        if (!_looks && losses.FindFault() is { } found)
        {
            using var scope = NewDisposeScope();
            throw Stop(new(epoch, found.Step, found.Term, found.Value), read(found.Step));
        }
    }

    /// <summary>Ends an epoch, and tells of what was skipped in it (KD2103).</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <exception cref="KdException">That was all of it (KD3002).</exception>
    public void EndEpoch(int epoch)
    {
        if (_skipped > 0)
        {
            var which = _first?.ToString() ?? "they were skipped before the run went on";
            if (losses.Count == 0)
            {
                throw new KdException("KD3002", $"All {_skipped} steps of epoch {epoch} had losses that are not finite: {which}. {Advice}");
            }

            options.Reporter.Warning("KD2103", $"{_skipped} of {_skipped + losses.Count} steps of epoch {epoch} were skipped, since a loss was not finite: {which}.");
        }

        (_skipped, _first) = (0, null);
    }

    public void Visit(RunState state) => _skipped = (int)state.Number("skipped", (long)_skipped);

    public void Dispose() => _buffers.Dispose();

    private const string Advice = "Lower the learning rate or the term's weight, or look for extreme values in the data.";

    private KdException Stop(FaultyStep fault, object? batch)
    {
        fault.WriteBatch(batch, folder);
        return new("KD3002", $"{fault}. {Advice}");
    }
}
