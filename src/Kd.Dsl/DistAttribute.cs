namespace Kd;

/// <summary>
/// DIST: class probabilities shall correlate with the teacher's, within each sample and, for each class, over the samples.
/// </summary>
/// <remarks>
/// <para>T^2 * (Beta * inter + Gamma * intra), inter = 1 - mean over samples of r(p_s[b, :], p_t[b, :]), intra = 1 - mean over classes
/// of r(p_s[:, c], p_t[:, c]), r Pearson's correlation, p = softmax(logits / T) (Huang et al.: "Knowledge Distillation from A Stronger
/// Teacher", NeurIPS 2022). Where probabilities do not vary, r = 0.</para>
/// <para>Shapes: logits (B, C); (B, L, C) and (B, C, H, W), where each position or pixel counts as a sample.</para>
/// </remarks>
/// <example><code>[Dist(Beta = 2, Gamma = 2)]</code></example>
[LossClass("Kd.Losses.Dist")]
public sealed class DistAttribute : OutputKnowledgeAttribute
{
    /// <summary>The weight of the correlation over classes, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double Beta { get; set; } = 1;

    /// <summary>The weight of the correlation over samples, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double Gamma { get; set; } = 1;

    /// <summary>The temperature T, above 0. The authors use 1 and 4.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 1;

    /// <summary>
    /// Whether 1e-8 is added to the product of the norms, as in the authors' code, so that the loss of a perfect student is above zero;
    /// else the norms are at least 1e-8, which leaves the paper's correlation as it is.
    /// </summary>
    public bool AddEpsilon { get; set; }
}
