namespace Kd;

/// <summary>The angle between the student's logits and the teacher's, whatever their lengths.</summary>
/// <remarks>
/// <para>mean over samples of 1 - cos(s, t), cos(s, t) = s * t / (|s| |t|) (as the cosine distillation of Liger-Kernel, Hsu et al., 2024,
/// which sums over positions: <c>Reduction = LossReduction.Sum</c>). A sample of zeros has cos = 0.</para>
/// <para>Shapes: logits (B, C); (B, L, C), where each position counts as a sample; (B, C, H, W), summed over the pixels.</para>
/// </remarks>
/// <example><code>[LogitCosine(Weight = 0.5)]</code></example>
[LossClass("Kd.Losses.LogitCosine")]
public sealed class LogitCosineAttribute : OutputKnowledgeAttribute
{
    /// <summary>How samples are reduced.</summary>
    public LossReduction Reduction { get; set; } = LossReduction.BatchMean;
}
