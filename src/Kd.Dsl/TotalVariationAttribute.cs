namespace Kd;

/// <summary>
/// Total variation distance: how much probability must move to make the student the teacher.
/// </summary>
/// <remarks>
/// <para>1/2 sum over classes of |p_t - p_s|, with p = softmax(logits / T), from 0 to 1 (Wen et al.: "f-Divergence Minimization for
/// Sequence-Level Knowledge Distillation", ACL 2023).</para>
/// <para>Shapes: logits (B, L, C), the mean over all tokens, or (B, C).</para>
/// </remarks>
/// <example><code>[TotalVariation]</code></example>
[LossClass("Kd.Losses.TotalVariation")]
public class TotalVariationAttribute : TokenDivergenceAttribute;
