using System.Globalization;
using Kd.Shared;

namespace Kd.Checking;

/// <summary>Decides what of a stage is probably not meant.</summary>
/// <param name="terms">Its terms.</param>
/// <param name="gradients">What their gradients reach.</param>
internal sealed class Findings(TermProbe terms, GradientProbe gradients)
{
    /// <summary>From how many times the others' sum a term leaves them no say.</summary>
    private const double TooLarge = 1000;

    /// <summary>What of the students is in evaluation mode.</summary>
    public required IReadOnlyCollection<string> Evaluating { get; init; }

    /// <summary>What of the teachers is in training mode.</summary>
    public required IReadOnlyCollection<string> Training { get; init; }

    /// <summary>The parameters of teachers that got a gradient.</summary>
    public required IReadOnlyCollection<string> Reached { get; init; }

    /// <summary>Whether another stage goes on with the student, and may train what this one does not.</summary>
    public bool GoesOn { get; init; }

    /// <summary>Whether a teacher is an average of the student, from which it differs later on.</summary>
    public bool IsAveraged { get; init; }

    public IEnumerable<WarningReport> Warnings()
    {
        if (!IsAveraged)
        {
            foreach (var warning in Terms())
            {
                yield return warning;
            }
        }

        if (Unreached is { Count: > 0 } unreached && !GoesOn)
        {
            yield return new(CheckIds.NoGradient, $"{unreached.Count} of {gradients.Expected} parameters get no gradient and would never be trained: {Names.Text(unreached)}. " +
                "Use them in forward, let a term depend on them, or mark their member with [Freeze].");
        }

        if (Training.Count > 0)
        {
            yield return new(CheckIds.TeacherTrains, $"In training mode, though they have to stay as they are: {Names.Text(Training)}. " +
                "Dropout and batch statistics make what is learned from them random. Look for a call of train() in the model.");
        }

        if (Evaluating.Count > 0)
        {
            yield return new(CheckIds.StudentEvaluates, $"In evaluation mode during the training: {Names.Text(Evaluating)}. " +
                "Their dropout and batch statistics do nothing. Look for a call of eval() in the model, or mark the member with [Freeze].");
        }

        if (Reached.Count > 0)
        {
            yield return new(CheckIds.TeacherHasGradient, $"Parameters of a teacher get gradients, which costs memory and time and changes nothing: {Names.Text(Reached)}. " +
                "Look for requires_grad in the model's forward.");
        }
    }

    public IEnumerable<string> Notes()
    {
        if (IsAveraged)
        {
            yield return "the averaged teacher begins as the student itself, so that terms that follow it begin near 0";
        }

        if (Unreached is { Count: > 0 } unreached && GoesOn)
        {
            yield return $"{unreached.Count} of {gradients.Expected} parameters are not trained in this stage: {Names.Text(unreached)}";
        }

        if (gradients.Zero.ToList() is { Count: > 0 } zero)
        {
            yield return $"the gradient of {zero.Count} parameters was 0 in the batches that were tried: {Names.Text(zero)}";
        }
    }

    private List<string> Unreached => [.. gradients.Unreached];

    private IEnumerable<WarningReport> Terms()
    {
        foreach (var idle in terms.Idle)
        {
            yield return new(CheckIds.NothingToLearn, string.Create(CultureInfo.InvariantCulture, $"The term {idle.Name} teaches nothing: it is {idle.Value:G4} and ") +
                (idle.Gradient is null ? "does not depend on any parameter that is trained." : "its gradient is 0.") +
                " See that it reads a place that the student computes, or take it away.");
        }

        var sizes = terms.First.Select(term => Math.Abs(term.Weighted)).ToList();
        foreach (var (term, size) in terms.First.Zip(sizes))
        {
            var others = sizes.Sum() - size;
            if (others > 0 && size > TooLarge * others)
            {
                yield return new(CheckIds.OneTermRules, string.Create(
                    CultureInfo.InvariantCulture,
                    $"The term {term.Name} is {size / others:N0} times as large as all others together ({term.Value:G4}, times its weight of {term.Weight:G4}), so that they hardly count. Lower its Weight, or raise theirs."));
            }
        }
    }
}
