namespace Kd;

/// <summary>
/// <see cref="SkewKlAttribute"/> over the tokens whose <c>Mask</c> in the batch is not 0.
/// </summary>
/// <remarks>
/// <para>sum over tokens of m * KL(p_t || a p_t + (1 - a) p_s) / sum of m, with p = softmax(logits / T), m = 1 where the mask is not 0,
/// else 0 (Ko et al.: "DistiLLM: Towards Streamlined Distillation for Large Language Models", ICML 2024).</para>
/// <para>Shapes: logits (B, L, C) and a mask (B, L) of any type, or (B, C) and (B). The default is the mean over the tokens that
/// count.</para>
/// </remarks>
/// <example><code>[MaskedSkewKl(Skew = 0.1)]</code></example>
[LossClass("Kd.Losses.MaskedSkewKl")]
public sealed class MaskedSkewKlAttribute : SkewKlAttribute;
