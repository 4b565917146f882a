namespace Kd;

/// <summary>
/// <see cref="MinifinetuningAttribute"/> over the tokens whose <c>Mask</c> in the batch is not 0.
/// </summary>
/// <remarks>
/// <para>sum over tokens of m * T^2 KL(q || p_s) / sum of m, with p = softmax(logits / T), q the corrected target, m = 1 where the mask
/// is not 0, else 0 (Belcak et al.: "Minifinetuning: Low-Data Generation Domain Adaptation through Corrective Self-Distillation",
/// 2025).</para>
/// <para>Shapes: logits (B, L, C), labels (B, L) and a mask (B, L) of any type, or (B, C) and (B). Labels of tokens that do not count may
/// be anything, such as -100. The default is the mean over the tokens that count.</para>
/// </remarks>
/// <example><code>[MaskedMinifinetuning(Threshold = 0.2)]</code></example>
[LossClass("Kd.Losses.MaskedMinifinetuning")]
public sealed class MaskedMinifinetuningAttribute : MinifinetuningAttribute;
