namespace Kd;

/// <summary>
/// <see cref="ReverseKlAttribute"/> over the tokens whose <c>Mask</c> in the batch is not 0.
/// </summary>
/// <remarks>
/// <para>sum over tokens of m * KL(p_s || p_t) / sum of m, with p = softmax(logits / T), m = 1 where the mask is not 0, else 0 (Gu et
/// al.: "MiniLLM: Knowledge Distillation of Large Language Models", ICLR 2024).</para>
/// <para>Shapes: logits (B, L, C) and a mask (B, L) of any type, or (B, C) and (B). The default is the mean over the tokens that
/// count.</para>
/// </remarks>
/// <example><code>[MaskedReverseKl]</code></example>
[LossClass("Kd.Losses.MaskedReverseKl")]
public sealed class MaskedReverseKlAttribute : ReverseKlAttribute;
