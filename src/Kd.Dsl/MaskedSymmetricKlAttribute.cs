namespace Kd;

/// <summary>
/// <see cref="SymmetricKlAttribute"/> over the tokens whose <c>Mask</c> in the batch is not 0.
/// </summary>
/// <remarks>
/// <para>sum over tokens of m * ((1 - r) KL(p_t || p_s) + r KL(p_s || p_t)) / sum of m, with p = softmax(logits / T), m = 1 where the
/// mask is not 0, else 0 (as DistiLLM compares with it, Ko et al., ICML 2024).</para>
/// <para>Shapes: logits (B, L, C) and a mask (B, L) of any type, or (B, C) and (B). The default is the mean over the tokens that
/// count.</para>
/// </remarks>
/// <example><code>[MaskedSymmetricKl(ReverseShare = 0.9)]</code></example>
[LossClass("Kd.Losses.MaskedSymmetricKl")]
public sealed class MaskedSymmetricKlAttribute : SymmetricKlAttribute;
