using Kd.Resuming;

namespace Kd.Training;

/// <summary>Tells, once, that the loss has become far larger than it was (KD2102): it may still be a number when all is lost.</summary>
internal sealed class ExplodingLoss(IRunReporter reporter) : IResumable
{
    // Terms that warm up let the total grow too, by far less.
    private const double Far = 1000;

    private double _first = double.NaN;
    private bool _isTold;

    /// <summary>Looks at an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="losses">Its losses.</param>
    /// <param name="mean">The mean of their totals.</param>
    public void Look(int epoch, LossHistory losses, double mean)
    {
        if (double.IsNaN(_first))
        {
            _first = losses.FirstTotal();
        }

        if (!_isTold && mean > Far * Math.Abs(_first) && _first != 0)
        {
            _isTold = true;
            reporter.Warning("KD2102", FormattableString.Invariant(
                $"The loss has exploded: the total was {_first:G4} in the first step, and its mean in epoch {epoch} is {mean:G4}. Lower the learning rate, or the weight of the term that grows in metrics.jsonl."));
        }
    }

    public void Visit(RunState state) => _first = state.Number("first", _first);
}
