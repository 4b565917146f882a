namespace Kd.Training;

/// <summary>The learning rate falls at milestones; see <see cref="MultiStepAttribute"/>.</summary>
public sealed class MultiStep : Schedule
{
    private readonly int[] _milestones;
    private readonly double _factor;

    /// <summary>Makes the schedule.</summary>
    /// <param name="milestones">Epochs, from 1, after which the rate falls; rising.</param>
    /// <param name="factor">The factor at each milestone, above 0.</param>
    /// <exception cref="ArgumentException">The milestones do not rise, or one is below 1.</exception>
    public MultiStep(int[] milestones, double factor = 0.1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        for (var i = 0; i < milestones.Length; i++)
        {
            if (milestones[i] <= (i == 0 ? 0 : milestones[i - 1]))
            {
                throw new ArgumentException($"Milestones are epochs that rise from 1, but these are {string.Join(", ", milestones)}.", nameof(milestones));
            }
        }

        (_milestones, _factor) = (milestones, factor);
    }

    /// <inheritdoc/>
    public override double Factor(int epoch, int epochs) => Math.Pow(_factor, _milestones.Count(milestone => epoch > milestone));
}
