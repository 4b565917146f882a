using System.Globalization;
using Kd.Losses;
using Kd.Resuming;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>Turns batches into steps of the optimizers, each of which has the gradients of one batch or of several; see <see cref="TrainAttribute.AccumulationSteps"/>.</summary>
/// <param name="options">How many.</param>
/// <param name="participants">Who learns.</param>
/// <param name="order">Knows how many samples a batch has.</param>
/// <param name="nonFinite">Says which batches count.</param>
internal sealed class GradientSteps(RunOptions options, Participants participants, SampleOrder order, NonFiniteSteps nonFinite) : IResumable
{
    private readonly int _batches = options.AccumulationSteps;

    // The samples whose gradients are there.
    private long _gathered;

    private IEnumerable<Parameter> Parameters => participants.Learners.SelectMany(learner => learner.Parameters);

    /// <summary>Takes a batch's gradients, and a step behind the last batch of a group. To be called in a dispose scope.</summary>
    /// <param name="total">The total of the losses, a mean over the samples.</param>
    /// <param name="at">Where the run is.</param>
    /// <param name="batch">The batch.</param>
    /// <exception cref="KdException">A loss is not finite, and the run stops (KD3002).</exception>
    public void Add(Tensor total, RunPosition at, object? batch)
    {
        if (_batches == 1)
        {
            if (nonFinite.TryBackward(total, at, batch))
            {
                participants.Step();
            }

            return;
        }

        // Each batch has the part of the group's mean that it has of its samples: the last may be smaller.
        var first = at.Steps - (at.Steps % _batches);
        var last = Math.Min(first + _batches, order.Steps) - 1;
        var (wanted, samples) = (order.Samples(first, last), order.Samples(at.Steps, at.Steps));
        var isGood = nonFinite.TryBackward(total.mul(Scalars.Of((double)samples / wanted)), at, batch);
        _gathered = isGood ? _gathered + samples : HasGradients() ? _gathered : 0;
        if (at.Steps == last)
        {
            Step(wanted);
        }
    }

    /// <summary>Visits the gradients of a group that is not complete. To be called in a dispose scope.</summary>
    public void Visit(RunState state)
    {
        _gathered = state.Number("samples", _gathered);
        if (_gathered == 0)
        {
            return;
        }

        foreach (var (parameter, i) in Parameters.Select((parameter, i) => (parameter, i)))
        {
            var name = i.ToString(CultureInfo.InvariantCulture);
            if (state.Number($"{name}.exists", parameter.grad is null ? 0L : 1) == 1)
            {
                parameter.grad ??= zeros_like(parameter).requires_grad_(false);
                state.Tensor(name, parameter.grad);
            }
        }
    }

    private bool HasGradients() => Parameters.Any(parameter => parameter.grad is not null);

    private void Step(long wanted)
    {
        if (_gathered == 0)
        {
            return;
        }

        if (_gathered < wanted)
        {
            // Of the others the mean, as if those that were skipped had not been in the group.
            using var gradients = no_grad();
            foreach (var parameter in Parameters)
            {
                parameter.grad?.mul_(Scalars.Of((double)wanted / _gathered));
            }
        }

        participants.Step();
        _gathered = 0;
    }
}
