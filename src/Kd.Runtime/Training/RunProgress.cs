using System.Diagnostics;

namespace Kd.Training;

/// <summary>
/// What a run says while one waits: the first epoch, the last, and in between about one in a second; where it is within an epoch, twice a second.
/// </summary>
internal sealed class RunProgress(string run, RunOptions options)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _statusInterval = TimeSpan.FromSeconds(0.5);

    private readonly Stopwatch _since = new();
    private readonly Stopwatch _sinceStatus = new();
    private string? _validation;

    /// <summary>Tells of a step. Called behind each one, so mostly it only looks at the clock.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="step">The step that is done, from 0.</param>
    /// <param name="steps">How many steps the epoch has.</param>
    /// <param name="losses">The losses of the epoch so far.</param>
    public void Stepped(int epoch, int step, int steps, LossHistory losses)
    {
        if (_sinceStatus.IsRunning && _sinceStatus.Elapsed < _statusInterval)
        {
            return;
        }

        _sinceStatus.Restart();
        options.Reporter.Status(new()
        {
            Epoch = epoch,
            Epochs = options.Epochs,
            Step = step + 1,
            Steps = steps,
            BatchSize = options.BatchSize,
            Losses = losses.RecentMeans(),
            Validation = _validation,
        });
    }

    /// <summary>Tells of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="loss">The mean of the total.</param>
    /// <param name="learners">The models, with the validation of this epoch.</param>
    public void Validated(int epoch, double loss, IReadOnlyCollection<(Learner Learner, Evaluation Validation)> learners)
    {
        _validation = string.Join(", ", learners.Select(l => Value(l.Learner, l.Validation)));
        var isStopped = learners.All(l => l.Learner.IsStopped);
        if (!_since.IsRunning || _since.Elapsed > _interval || epoch == options.Epochs || isStopped)
        {
            _since.Restart();
            var values = string.Join(", ", learners.Select(l => FormattableString.Invariant(
                $"{Value(l.Learner, l.Validation)} (best {l.Learner.Selection.Best.Value:F4} in epoch {l.Learner.Selection.BestEpoch})")));
            options.Reporter.Progress(FormattableString.Invariant($"{run}: epoch {epoch}/{options.Epochs}, loss {loss:F4}, validation {values}"));
        }

        if (isStopped)
        {
            var best = learners.Max(l => l.Learner.Selection.BestEpoch);
            options.Reporter.Progress($"{run}: stopped after epoch {epoch}, since the validation has not become better since epoch {best}");
        }
    }

    /// <summary>Tells what came out.</summary>
    public void Tested(IEnumerable<(Learner Learner, Evaluation Test)> learners) =>
        options.Reporter.Progress($"{run}: test {string.Join(", ", learners.Select(l => Value(l.Learner, l.Test)))}");

    private static string Value(Learner learner, Evaluation evaluation) =>
        FormattableString.Invariant($"{(learner.Name is { } name ? name + " " : "")}{evaluation.Metric} {evaluation.Value:F4}");
}
