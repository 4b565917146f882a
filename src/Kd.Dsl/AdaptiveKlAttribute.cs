namespace Kd;

/// <summary>
/// Adaptive Kullback-Leibler divergence: forward where the student is wrong about the probable classes, reverse where about the others.
/// </summary>
/// <remarks>
/// <para>w KL(p_t || p_s) + (1 - w) KL(p_s || p_t), with p = softmax(logits / T) and w the share that the head has in the sum over
/// classes of |p_t - p_s|, taken as a constant. The head is the most probable classes of the teacher, whose probabilities sum to at
/// most HeadMass, and always the most probable one (Wu et al.: "Rethinking Kullback-Leibler Divergence in Knowledge Distillation for
/// Large Language Models", COLING 2025).</para>
/// <para>Shapes: logits (B, L, C), the mean over all tokens, or (B, C).</para>
/// </remarks>
/// <example><code>[AdaptiveKl(HeadMass = 0.5)]</code></example>
[LossClass("Kd.Losses.AdaptiveKl")]
public class AdaptiveKlAttribute : TokenDivergenceAttribute
{
    /// <summary>How much of the teacher's probability the head has, from 0 to 1.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double HeadMass { get; set; } = 0.5;
}
