namespace Kd;

/// <summary>
/// Reverse Kullback-Leibler divergence: the student seeks what the teacher finds most probable.
/// </summary>
/// <remarks>
/// <para>KL(p_s || p_t) = sum over classes of p_s * (log p_s - log p_t), with p = softmax(logits / T) (Gu et al.: "MiniLLM:
/// Knowledge Distillation of Large Language Models", ICLR 2024, of which this is the divergence at each token).</para>
/// <para>Shapes: logits (B, L, C), the mean over all tokens, or (B, C).</para>
/// </remarks>
/// <example><code>[ReverseKl]</code></example>
[LossClass("Kd.Losses.ReverseKl")]
public class ReverseKlAttribute : TokenDivergenceAttribute;
