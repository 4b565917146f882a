namespace Kd;

/// <summary>
/// <see cref="AdaptiveKlAttribute"/> over the tokens whose <c>Mask</c> in the batch is not 0.
/// </summary>
/// <remarks>
/// Shapes: logits (B, L, C) and a mask (B, L) of any type, or (B, C) and (B). The default is the mean over the tokens that count.
/// </remarks>
/// <example><code>[MaskedAdaptiveKl(HeadMass = 0.5)]</code></example>
[LossClass("Kd.Losses.MaskedAdaptiveKl")]
public sealed class MaskedAdaptiveKlAttribute : AdaptiveKlAttribute;
