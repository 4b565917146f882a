namespace Kd;

/// <summary>
/// Skew reverse Kullback-Leibler divergence: the student against a mixture of the teacher and itself.
/// </summary>
/// <remarks>
/// <para>KL(p_s || a p_s + (1 - a) p_t), with p = softmax(logits / T) (Ko et al.: "DistiLLM: Towards Streamlined Distillation for
/// Large Language Models", ICML 2024).</para>
/// <para>Shapes: logits (B, L, C), the mean over all tokens, or (B, C).</para>
/// </remarks>
/// <example><code>[ReverseSkewKl(Skew = 0.1)]</code></example>
[LossClass("Kd.Losses.ReverseSkewKl")]
public class ReverseSkewKlAttribute : TokenDivergenceAttribute
{
    /// <summary>The skew a, from 0 (the reverse divergence) to below 1.</summary>
    [Bounds(AtLeast = 0, Below = 1)]
    public double Skew { get; set; } = 0.1;
}
