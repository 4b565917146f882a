namespace Kd;

/// <summary>The learning rate is multiplied by <see cref="Factor"/> after each milestone.</summary>
/// <param name="milestones">Epochs, counted from 1, after which the rate falls; rising.</param>
/// <example><code>[MultiStep(150, 180, 210, Factor = 0.1)]</code></example>
[ScheduleClass("Kd.Training.MultiStep")]
public sealed class MultiStepAttribute(params int[] milestones) : ScheduleAttribute
{
    /// <summary>Epochs, counted from 1, after which the rate falls.</summary>
    public int[] Milestones { get; } = milestones;

    /// <summary>The factor at each milestone. Above 0.</summary>
    [Bounds(Above = 0)]
    public double Factor { get; set; } = 0.1;
}
