namespace Kd;

/// <summary>Weighted soft labels: the teacher counts less for samples whose labels the student already knows better than it.</summary>
/// <remarks>
/// <para>T^2 * mean over samples of w * -sum of p_t * log p_s, with p = softmax(logits / T) and w = 1 - exp(-CE_s / CE_t), which is held
/// constant; CE is the cross-entropy with the label at T = 1 (Zhou et al.: "Rethinking Soft Labels for Knowledge Distillation: A
/// Bias-Variance Tradeoff Perspective", ICLR 2021). The authors weight this term with 2.5 and the task with 1.</para>
/// <para>Shapes: logits (B, C) and labels (B).</para>
/// </remarks>
/// <example><code>[WeightedSoftLabels(Temperature = 2, Weight = 2.5)]</code></example>
[LossClass("Kd.Losses.WeightedSoftLabels")]
public sealed class WeightedSoftLabelsAttribute : OutputKnowledgeAttribute
{
    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 2;
}
