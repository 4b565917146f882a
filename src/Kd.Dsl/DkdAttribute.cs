namespace Kd;

/// <summary>
/// Decoupled knowledge distillation: what the teacher knows of the label's class and what it knows of the others, weighted apart.
/// </summary>
/// <remarks>
/// <para>Alpha * TCKD + Beta * NCKD (Zhao et al.: "Decoupled Knowledge Distillation", CVPR 2022). TCKD = T^2 / B * sum of
/// KL(b_t || b_s), b = [p(label), 1 - p(label)], p = softmax(logits / T); NCKD = T^2 / B * sum of KL(q_t || q_s), q the softmax over
/// the classes other than the label's. The defaults are the authors' for CIFAR-100, who also let the weight grow over the first 20
/// epochs. With Beta = 1 - p_t(label) it were <see cref="ResponseAttribute">[Response]</see>.</para>
/// <para>Shapes: logits (B, C), C at least 2, and labels (B).</para>
/// </remarks>
/// <example><code>[Dkd(Alpha = 1, Beta = 8, Temperature = 4)]</code></example>
[LossClass("Kd.Losses.Dkd")]
public sealed class DkdAttribute : OutputKnowledgeAttribute
{
    /// <summary>The weight of the label's class against the others, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double Alpha { get; set; } = 1;

    /// <summary>The weight of the other classes among each other, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double Beta { get; set; } = 8;

    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 4;

    /// <summary>How samples are reduced; the paper's is <see cref="LossReduction.BatchMean"/>.</summary>
    public LossReduction Reduction { get; set; } = LossReduction.BatchMean;

    /// <summary>
    /// Whether z-scores stand for the logits, as in <see cref="LogitStandardizationAttribute">[LogitStandardization]</see>, whose authors
    /// combine the two.
    /// </summary>
    public bool Standardize { get; set; }
}
