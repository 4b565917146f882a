namespace Kd;

/// <summary>
/// The learning rate falls from its value to <see cref="Minimum"/> times it along half a cosine, epoch by epoch
/// (Loshchilov, Hutter: "SGDR", ICLR 2017, without restarts).
/// </summary>
/// <example><code>[Cosine]</code></example>
[ScheduleClass("Kd.Training.Cosine")]
public sealed class CosineAttribute : ScheduleAttribute
{
    /// <summary>What remains of the learning rate after the last epoch, from 0 to 1.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double Minimum { get; set; }
}
