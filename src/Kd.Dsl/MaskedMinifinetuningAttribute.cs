namespace Kd;

/// <summary>
/// <see cref="MinifinetuningAttribute"/> over the tokens whose <c>Mask</c> in the batch is not 0.
/// </summary>
/// <remarks>
/// Shapes: logits (B, L, C), labels (B, L) and a mask (B, L) of any type, or (B, C) and (B). Labels of tokens that do not count may be
/// anything, such as -100. The default is the mean over the tokens that count.
/// </remarks>
/// <example><code>[MaskedMinifinetuning(Threshold = 0.2)]</code></example>
[LossClass("Kd.Losses.MaskedMinifinetuning")]
public sealed class MaskedMinifinetuningAttribute : MinifinetuningAttribute;
