namespace Kd;

/// <summary>
/// Logit standardization: Hinton's distillation loss of z-scores, so that the student need not match the teacher's range of logits.
/// </summary>
/// <remarks>
/// <para>T^2 / B * sum of p_t * (log p_t - log p_s), p = softmax(z / T), z = (logits - mean) / (Epsilon + deviation), mean and unbiased
/// standard deviation being those of each sample's logits (Sun et al.: "Logit Standardization in Knowledge Distillation", CVPR 2024). A
/// sample of equal logits has z = 0. The paper weights this term with 9 and the task with 0.1.</para>
/// <para>Shapes: logits (B, C), the sum over classes and the mean over samples, and the others of <see
/// cref="ResponseAttribute">[Response]</see>.</para>
/// </remarks>
/// <example><code>[LogitStandardization(Temperature = 2, Weight = 9)]</code></example>
[LossClass("Kd.Losses.LogitStandardization")]
public sealed class LogitStandardizationAttribute : ResponseAttribute
{
    /// <summary>Sets the paper's base temperature of 2.</summary>
    public LogitStandardizationAttribute() => Temperature = 2;

    /// <summary>What is added to the standard deviation, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double Epsilon { get; set; } = 1e-7;
}
