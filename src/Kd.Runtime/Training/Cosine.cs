namespace Kd.Training;

/// <summary>The learning rate falls along half a cosine; see <see cref="CosineAttribute"/>.</summary>
public sealed class Cosine : Schedule
{
    private readonly double _minimum;

    /// <summary>Makes the schedule.</summary>
    /// <param name="minimum">What would remain after the last epoch, from 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The minimum is out of its range.</exception>
    public Cosine(double minimum = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minimum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minimum, 1);
        _minimum = minimum;
    }

    /// <inheritdoc/>
    public override double Factor(int epoch, int epochs) =>
        _minimum + (1 - _minimum) * (1 + Math.Cos(Math.PI * (epoch - 1) / epochs)) / 2;
}
