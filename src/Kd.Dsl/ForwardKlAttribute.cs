namespace Kd;

/// <summary>
/// Forward Kullback-Leibler divergence: the student covers all that the teacher finds probable.
/// </summary>
/// <remarks>
/// <para>KL(p_t || p_s) = sum over classes of p_t * (log p_t - log p_s), with p = softmax(logits / T), without the factor T^2 of
/// <see cref="ResponseAttribute"/> (Hinton, Vinyals, Dean: "Distilling the Knowledge in a Neural Network", 2015; for sequences
/// Kim, Rush: "Sequence-Level Knowledge Distillation", EMNLP 2016).</para>
/// <para>Shapes: logits (B, L, C), the mean over all tokens, or (B, C).</para>
/// </remarks>
/// <example><code>[ForwardKl(Weight = 0.5)]</code></example>
[LossClass("Kd.Losses.ForwardKl")]
public class ForwardKlAttribute : TokenDivergenceAttribute
{
    /// <summary>Whether the entropy of the teacher is left out, as distillm does: the same gradient, another value.</summary>
    public bool CrossEntropy { get; set; }
}
