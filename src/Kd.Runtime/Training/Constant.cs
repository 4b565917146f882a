namespace Kd.Training;

/// <summary>The learning rate does not change.</summary>
public sealed class Constant : Schedule
{
    /// <inheritdoc/>
    public override double Factor(int epoch, int epochs) => 1;
}
