namespace Kd;

/// <summary>
/// <see cref="GeneralizedJsdAttribute"/> over the tokens whose <c>Mask</c> in the batch is not 0.
/// </summary>
/// <remarks>
/// <para>sum over tokens of m * (b KL(p_t || q) + (1 - b) KL(p_s || q)) / sum of m, with p = softmax(logits / T), q = b p_t + (1 - b)
/// p_s, m = 1 where the mask is not 0, else 0 (Agarwal et al.: "On-Policy Distillation of Language Models: Learning from Self-Generated
/// Mistakes", ICLR 2024).</para>
/// <para>Shapes: logits (B, L, C) and a mask (B, L) of any type, or (B, C) and (B). The default is the mean over the tokens that
/// count.</para>
/// </remarks>
/// <example><code>[MaskedGeneralizedJsd(Beta = 0.1)]</code></example>
[LossClass("Kd.Losses.MaskedGeneralizedJsd")]
public sealed class MaskedGeneralizedJsdAttribute : GeneralizedJsdAttribute;
