namespace Kd.Training;

/// <summary>Ends the training when the validation has not become better; see <see cref="EarlyStoppingAttribute"/>.</summary>
public sealed class EarlyStopping
{
    private readonly int _patience;

    /// <summary>Makes the rule.</summary>
    /// <param name="patience">How many epochs in a row without a better validation end the training.</param>
    /// <exception cref="ArgumentOutOfRangeException">The patience is less than 1.</exception>
    public EarlyStopping(int patience)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1);
        _patience = patience;
    }

    /// <summary>Whether an epoch was the last.</summary>
    internal bool EndsAfter(int epoch, int bestEpoch) => epoch - bestEpoch >= _patience;
}
