namespace Kd;

/// <summary>
/// <see cref="ReverseSkewKlAttribute"/> over the tokens whose <c>Mask</c> in the batch is not 0.
/// </summary>
/// <remarks>
/// <para>sum over tokens of m * KL(p_s || a p_s + (1 - a) p_t) / sum of m, with p = softmax(logits / T), m = 1 where the mask is not 0,
/// else 0 (Ko et al.: "DistiLLM: Towards Streamlined Distillation for Large Language Models", ICML 2024).</para>
/// <para>Shapes: logits (B, L, C) and a mask (B, L) of any type, or (B, C) and (B). The default is the mean over the tokens that
/// count.</para>
/// </remarks>
/// <example><code>[MaskedReverseSkewKl(Skew = 0.1)]</code></example>
[LossClass("Kd.Losses.MaskedReverseSkewKl")]
public sealed class MaskedReverseSkewKlAttribute : ReverseSkewKlAttribute;
