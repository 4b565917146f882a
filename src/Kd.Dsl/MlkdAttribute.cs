namespace Kd;

/// <summary>
/// Multi-level logit distillation: probabilities of each sample, similarities of samples and correlations of classes, at several
/// temperatures.
/// </summary>
/// <remarks>
/// <para>sum over T of T^2 / B * sum of KL(p_t || p_s) + |P_t P_t^T - P_s P_s^T|^2 / B + |P_t^T P_t - P_s^T P_s|^2 / C, with
/// p = softmax(logits / T), P one row per sample and T in {Temperature, 2, 3, 5, 6} (Jin, Wang, Lin: "Multi-Level Logit Distillation",
/// CVPR 2023). The authors weight this term with 0.9, the task with 0.1, and train on two views of each image, the loss of each added.
/// </para>
/// <para>Shapes: logits (B, C). Memory grows with C^2 unless ClassWeight = 0.</para>
/// </remarks>
/// <example><code>[Mlkd(Weight = 0.9)]</code></example>
[LossClass("Kd.Losses.Mlkd")]
public sealed class MlkdAttribute : OutputKnowledgeAttribute
{
    /// <summary>The first temperature, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 4;

    /// <summary>Whether 2, 3, 5 and 6 are temperatures too.</summary>
    public bool PredictionAugmentation { get; set; } = true;

    /// <summary>The weight of the samples' probabilities, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double InstanceWeight { get; set; } = 1;

    /// <summary>The weight of the similarities of samples, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double BatchWeight { get; set; } = 1;

    /// <summary>The weight of the correlations of classes, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double ClassWeight { get; set; } = 1;

    /// <summary>Which samples and classes count.</summary>
    public MlkdMasking Masking { get; set; } = MlkdMasking.None;

    /// <summary>
    /// Whether z-scores stand for the logits in the samples' probabilities, as the authors of
    /// <see cref="LogitStandardizationAttribute">[LogitStandardization]</see> combine the two.
    /// </summary>
    public bool Standardize { get; set; }
}
