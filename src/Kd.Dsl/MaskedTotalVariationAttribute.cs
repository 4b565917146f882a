namespace Kd;

/// <summary>
/// <see cref="TotalVariationAttribute"/> over the tokens whose <c>Mask</c> in the batch is not 0.
/// </summary>
/// <remarks>
/// <para>sum over tokens of m * 1/2 |p_t - p_s| / sum of m, with p = softmax(logits / T), summed over classes, m = 1 where the mask is
/// not 0, else 0 (Wen et al.: "f-Divergence Minimization for Sequence-Level Knowledge Distillation", ACL 2023).</para>
/// <para>Shapes: logits (B, L, C) and a mask (B, L) of any type, or (B, C) and (B). The default is the mean over the tokens that
/// count.</para>
/// </remarks>
/// <example><code>[MaskedTotalVariation]</code></example>
[LossClass("Kd.Losses.MaskedTotalVariation")]
public sealed class MaskedTotalVariationAttribute : TotalVariationAttribute;
