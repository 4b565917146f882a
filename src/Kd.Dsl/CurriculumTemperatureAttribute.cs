namespace Kd;

/// <summary>
/// CTKD: Hinton's loss at a temperature that is learned against the student, so that the task grows harder.
/// </summary>
/// <remarks>
/// <para>T^2 / B * sum over samples and classes of p_t * (log p_t - log p_s), with p = softmax(logits / T) and
/// T = Start + Span * sigmoid(x). x begins at 1 and climbs the loss that the student descends: its gradient is multiplied by
/// -(1 - cos(pi * min(epoch / RampEpochs, 1))) / 2 (Li et al.: "Curriculum Temperature for Knowledge Distillation", AAAI 2023, the
/// global temperature).</para>
/// <para>Shapes: logits (B, C); (B, L, C), where each of the B*L positions counts as a sample; (B, C, H, W), summed over the pixels.</para>
/// </remarks>
/// <example><code>[CurriculumTemperature(Weight = 0.9)]</code></example>
[LossClass("Kd.Losses.CurriculumTemperature")]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class CurriculumTemperatureAttribute : KnowledgeAttribute
{
    /// <summary>The least temperature, above 0.</summary>
    [Bounds(Above = 0)]
    public double Start { get; set; } = 1;

    /// <summary>How far the temperature can rise above the least, above 0.</summary>
    [Bounds(Above = 0)]
    public double Span { get; set; } = 20;

    /// <summary>In how many epochs the reversed gradient reaches its full size, at least 1.</summary>
    [Bounds(AtLeast = 1)]
    public int RampEpochs { get; set; } = 10;
}
