using System.Diagnostics;

namespace Kd.Training;

/// <summary>What a run says while one waits: the first epoch, the last, and in between about one in a second.</summary>
internal sealed class RunProgress(string run, int epochs, IRunReporter reporter)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);
    private readonly Stopwatch _since = new();

    /// <summary>Tells of an epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="loss">The mean of the total.</param>
    /// <param name="learners">The models, with the validation of this epoch.</param>
    public void Validated(int epoch, double loss, IReadOnlyCollection<(Learner Learner, Evaluation Validation)> learners)
    {
        var isStopped = learners.All(l => l.Learner.IsStopped);
        if (!_since.IsRunning || _since.Elapsed > _interval || epoch == epochs || isStopped)
        {
            _since.Restart();
            var values = string.Join(", ", learners.Select(l => FormattableString.Invariant(
                $"{Value(l.Learner, l.Validation)} (best {l.Learner.Selection.Best.Value:F4} in epoch {l.Learner.Selection.BestEpoch})")));
            reporter.Progress(FormattableString.Invariant($"{run}: epoch {epoch}/{epochs}, loss {loss:F4}, validation {values}"));
        }

        if (isStopped)
        {
            var best = learners.Max(l => l.Learner.Selection.BestEpoch);
            reporter.Progress($"{run}: stopped after epoch {epoch}, since the validation has not become better since epoch {best}");
        }
    }

    /// <summary>Tells what came out.</summary>
    public void Tested(IEnumerable<(Learner Learner, Evaluation Test)> learners) =>
        reporter.Progress($"{run}: test {string.Join(", ", learners.Select(l => Value(l.Learner, l.Test)))}");

    private static string Value(Learner learner, Evaluation evaluation) =>
        FormattableString.Invariant($"{(learner.Name is { } name ? name + " " : "")}{evaluation.Metric} {evaluation.Value:F4}");
}
