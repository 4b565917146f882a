namespace Kd;

/// <summary>
/// <see cref="AdaptiveKlAttribute"/> over the tokens whose <c>Mask</c> in the batch is not 0.
/// </summary>
/// <remarks>
/// <para>sum over tokens of m * (w KL(p_t || p_s) + (1 - w) KL(p_s || p_t)) / sum of m, with p = softmax(logits / T), w the share of the
/// head in the difference, m = 1 where the mask is not 0, else 0 (Wu et al.: "Rethinking Kullback-Leibler Divergence in Knowledge
/// Distillation for Large Language Models", COLING 2025).</para>
/// <para>Shapes: logits (B, L, C) and a mask (B, L) of any type, or (B, C) and (B). The default is the mean over the tokens that
/// count.</para>
/// </remarks>
/// <example><code>[MaskedAdaptiveKl(HeadMass = 0.5)]</code></example>
[LossClass("Kd.Losses.MaskedAdaptiveKl")]
public sealed class MaskedAdaptiveKlAttribute : AdaptiveKlAttribute;
