namespace Kd;

/// <summary>
/// Skew Kullback-Leibler divergence: the teacher against a mixture of itself and the student.
/// </summary>
/// <remarks>
/// <para>KL(p_t || a p_t + (1 - a) p_s), with p = softmax(logits / T): bounded, with gradients that do not grow where the student
/// finds improbable what the teacher does not (Ko et al.: "DistiLLM: Towards Streamlined Distillation for Large Language Models",
/// ICML 2024).</para>
/// <para>Shapes: logits (B, L, C), the mean over all tokens, or (B, C).</para>
/// </remarks>
/// <example><code>[SkewKl(Skew = 0.1)]</code></example>
[LossClass("Kd.Losses.SkewKl")]
public class SkewKlAttribute : TokenDivergenceAttribute
{
    /// <summary>The skew a, from 0 (the forward divergence) to below 1.</summary>
    [Bounds(AtLeast = 0, Below = 1)]
    public double Skew { get; set; } = 0.1;

    /// <summary>Whether the entropy of the teacher is left out, as distillm does: the same gradient, another value.</summary>
    public bool CrossEntropy { get; set; }
}
