namespace Kd;

/// <summary>
/// A weighted sum of the forward and the reverse Kullback-Leibler divergence.
/// </summary>
/// <remarks>
/// <para>(1 - r) KL(p_t || p_s) + r KL(p_s || p_t), with p = softmax(logits / T). With r = 1/2 it is half of Jeffreys' divergence.
/// DistiLLM (Ko et al., ICML 2024) compares with it at r = 0.9.</para>
/// <para>Shapes: logits (B, L, C), the mean over all tokens, or (B, C).</para>
/// </remarks>
/// <example><code>[SymmetricKl(ReverseShare = 0.9)]</code></example>
[LossClass("Kd.Losses.SymmetricKl")]
public class SymmetricKlAttribute : TokenDivergenceAttribute
{
    /// <summary>The share r of the reverse divergence, from 0 to 1.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double ReverseShare { get; set; } = 0.5;

    /// <summary>Whether the entropy of the teacher is left out of the forward divergence, as distillm does.</summary>
    public bool CrossEntropy { get; set; }
}
