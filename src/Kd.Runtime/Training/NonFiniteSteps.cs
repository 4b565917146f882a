using Kd.Resuming;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>What a run does at steps whose losses or gradients are not finite; see <see cref="NonFinite"/>.</summary>
/// <param name="options">Whether it stops or skips.</param>
/// <param name="folder">Where batches are written to.</param>
/// <param name="losses">The losses of the epoch.</param>
/// <param name="device">Where they are.</param>
internal sealed class NonFiniteSteps(RunOptions options, string folder, LossHistory losses, Device device) : IResumable, IDisposable
{
    private readonly bool _skips = options.NonFinite == NonFinite.Skip;

    // On a GPU, to look at a number is to wait for it: a run that stops at a fault anyway looks later.
    private readonly bool _looks = options.NonFinite == NonFinite.Skip || device.type == DeviceType.CPU;
    private readonly BufferSnapshot _buffers = new();
    private (string Name, Parameter Parameter)[] _learned = [];
    private FaultyStep? _first;
    private int _skipped;

    /// <summary>Begins a step: its forward pass may change statistics and memories.</summary>
    /// <param name="participants">Who has a part in it.</param>
    public void BeginStep(Participants participants)
    {
        _learned = _learned.Length > 0 ? _learned : [.. participants.Learners.SelectMany(learner => learner.NamedParameters)];
        if (_skips)
        {
            _buffers.Take(participants.Trained);
        }
    }

    /// <summary>Looks at the losses that were added last, and fills the gradients. To be called in a dispose scope.</summary>
    /// <param name="total">The losses' total.</param>
    /// <param name="at">The step.</param>
    /// <param name="batch">The step's batch.</param>
    /// <returns>Whether the step is to be taken. Else it is as if it had not been.</returns>
    /// <exception cref="KdException">A loss is not finite, and the run stops (KD3002).</exception>
    public bool TryBackward(Tensor total, RunPosition at, object? batch)
    {
        if (_looks && !losses.IsLastFinite())
        {
            var found = losses.FindFault(losses.Count - 1)!.Value;
            var fault = new FaultyStep(at.Epoch, at.Steps, $"term {found.Term}", found.Value);
            if (!_skips)
            {
                throw Stop(fault, batch, SpoiltWeights() is { } weights
                    ? FormattableString.Invariant($" The weights {weights.Name} had become {weights.Value} before, by a gradient that was not finite.") : "");
            }

            Skip(fault, batch);
            return false;
        }

        total.backward();

        // A loss that is a number may have gradients that are none, as the root of 0 has, and weights that have become so stay so.
        if (_skips && FirstFault(_learned.Select(p => (p.Name, p.Parameter.grad))) is { } bad)
        {
            Skip(new(at.Epoch, at.Steps, $"gradient of {bad.Name}", bad.Value), batch);
            Array.ForEach(_learned, p => p.Parameter.grad = null);
            return false;
        }

        return true;
    }

    /// <summary>Demands that the losses of an epoch's steps so far, and the weights, are finite: before these are saved or validated.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="read">Reads the batch of a step. Its tensors are disposed.</param>
    /// <exception cref="KdException">One is not (KD3002).</exception>
    public void DemandFinite(int epoch, Func<int, object> read)
    {
        if (!_looks && losses.FindFault() is { } found)
        {
            using var scope = NewDisposeScope();
            throw Stop(new(epoch, found.Step, $"term {found.Term}", found.Value), read(found.Step));
        }

        if (SpoiltWeights() is { } weights)
        {
            // By the last step, or losses would tell.
            using var scope = NewDisposeScope();
            var step = losses.Count + _skipped - 1;
            throw Stop(new(epoch, step, $"gradient of {weights.Name}", weights.Value), read(step));
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
                throw new KdException("KD3002", $"All {_skipped} steps of epoch {epoch} had losses or gradients that are not finite: {which}. {Advice}");
            }

            options.Reporter.Warning("KD2103", $"{_skipped} of {_skipped + losses.Count} steps of epoch {epoch} were skipped, since a loss or gradient was not finite: {which}.");
        }

        (_skipped, _first) = (0, null);
    }

    public void Visit(RunState state) => _skipped = (int)state.Number("skipped", (long)_skipped);

    public void Dispose() => _buffers.Dispose();

    private const string Advice = "Lower the learning rate or the term's weight, or look for extreme values in the data.";

    private KdException Stop(FaultyStep fault, object? batch, string cause = "")
    {
        fault.WriteBatch(batch, folder);
        return new("KD3002", $"{fault}.{cause} {Advice}");
    }

    private (string Name, double Value)? SpoiltWeights()
    {
        using var scope = NewDisposeScope();
        return FirstFault(_learned.Select(p => (p.Name, (Tensor?)p.Parameter)));
    }

    private void Skip(FaultyStep fault, object? batch)
    {
        if (_first is null)
        {
            fault.WriteBatch(batch, folder);
            _first = fault;
        }

        _skipped++;
        losses.RemoveLast();
        _buffers.Restore();
    }

    // A sum is finite if all that is added is; the sum of many large numbers that is not would be no good gradient either.
    private static (string Name, double Value)? FirstFault(IEnumerable<(string Name, Tensor? Tensor)> tensors)
    {
        using var gradients = no_grad();
        var (names, sums) = (new List<string>(), new List<Tensor>());
        foreach (var (name, tensor) in tensors.Where(t => t.Tensor is not null))
        {
            names.Add(name);
            sums.Add(tensor!.sum(ScalarType.Float64));
        }

        if (sums.Count == 0)
        {
            return null;
        }

        var values = stack(sums).cpu().data<double>().ToArray();
        var bad = Array.FindIndex(values, value => !double.IsFinite(value));
        return bad < 0 ? null : (names[bad], values[bad]);
    }
}
