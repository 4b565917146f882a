namespace Kd;

/// <summary>
/// Generalized Jensen-Shannon divergence, of which the forward and the reverse Kullback-Leibler divergence are the limits.
/// </summary>
/// <remarks>
/// <para>b KL(p_t || m) + (1 - b) KL(p_s || m), with m = b p_t + (1 - b) p_s and p = softmax(logits / T) (Agarwal et al.:
/// "On-Policy Distillation of Language Models: Learning from Self-Generated Mistakes", ICLR 2024). At b = 1/2 it is symmetric and at
/// most log 2.</para>
/// <para>The formula vanishes at both ends. As in trl and Liger-Kernel, b = 0 stands for KL(p_t || p_s), which is the limit of the
/// divergence by b, and b = 1 for KL(p_s || p_t), the limit of the divergence by 1 - b: the loss jumps there.</para>
/// <para>Shapes: logits (B, L, C), the mean over all tokens, or (B, C).</para>
/// </remarks>
/// <example><code>[GeneralizedJsd(Beta = 0.1)]</code></example>
[LossClass("Kd.Losses.GeneralizedJsd")]
public class GeneralizedJsdAttribute : TokenDivergenceAttribute
{
    /// <summary>The share b of the teacher, from 0 (forward) to 1 (reverse). distillm counts the share of the student.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double Beta { get; set; } = 0.5;
}
