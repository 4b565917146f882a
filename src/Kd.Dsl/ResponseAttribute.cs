namespace Kd;

/// <summary>
/// Response-based knowledge: the teacher's softened class probabilities. Base of the words that soften them alike and, by itself,
/// Hinton's distillation loss.
/// </summary>
/// <remarks>
/// <para>T^2 / B * sum over samples and classes of p_t * (log p_t - log p_s), with p = softmax(logits / T) (Hinton, Vinyals, Dean:
/// "Distilling the Knowledge in a Neural Network", 2015). The factor T^2 keeps the size of the gradient independent of the
/// temperature.</para>
/// <para>Shapes: logits (B, C); (B, L, C), where each of the B*L positions counts as a sample; (B, C, H, W), summed over
/// the pixels. The default temperature of 4 is that of RepDistiller and mdistiller.</para>
/// </remarks>
/// <example><code>[Response(Temperature = 4, Weight = 0.9)]</code></example>
[LossClass("Kd.Losses.Response")]
public class ResponseAttribute : OutputKnowledgeAttribute
{
    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 4;

    /// <summary>The exponent p of the factor T^p: 2 in the paper; 0 and 1 are found in other implementations.</summary>
    public double TemperaturePower { get; set; } = 2;

    /// <summary>How samples and classes are reduced; the paper's is <see cref="LossReduction.BatchMean"/>.</summary>
    public LossReduction Reduction { get; set; } = LossReduction.BatchMean;

    /// <summary>A constant added to the teacher's probabilities (OKDDip, ONE: 1e-7). 0 in the paper.</summary>
    public double TargetEpsilon { get; set; }
}
