namespace Kd;

/// <summary>
/// <see cref="ForwardKlAttribute"/> over the tokens whose <c>Mask</c> in the batch is not 0.
/// </summary>
/// <remarks>
/// <para>sum over tokens of m * KL(p_t || p_s) / sum of m, with p = softmax(logits / T), m = 1 where the mask is not 0, else 0 (Kim,
/// Rush: "Sequence-Level Knowledge Distillation", EMNLP 2016).</para>
/// <para>Shapes: logits (B, L, C) and a mask (B, L) of any type, or (B, C) and (B). The default is the mean over the tokens that
/// count.</para>
/// </remarks>
/// <example><code>[MaskedForwardKl(Weight = 0.5)]</code></example>
[LossClass("Kd.Losses.MaskedForwardKl")]
public sealed class MaskedForwardKlAttribute : ForwardKlAttribute;
