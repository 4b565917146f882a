namespace Kd;

/// <summary>
/// Minifinetuning: the model before its fine-tuning teaches, corrected so that the label leads by a threshold.
/// </summary>
/// <remarks>
/// <para>T^2 KL(q || p_s), with p = softmax(logits / T). Where the teacher's most probable class is not the label, q mixes p_t with the
/// label so that the label leads by the threshold; where it is, q gives the label the threshold more, at most 1 (Belcak et al.:
/// "Minifinetuning: Low-Data Generation Domain Adaptation through Corrective Self-Distillation", 2025).</para>
/// <para>Shapes: logits (B, L, C) and labels (B, L), the mean over all tokens, or (B, C) and (B).</para>
/// </remarks>
/// <example><code>[Minifinetuning(Threshold = 0.2)]</code></example>
[LossClass("Kd.Losses.Minifinetuning")]
public class MinifinetuningAttribute : TokenDivergenceAttribute
{
    /// <summary>Makes the word.</summary>
    public MinifinetuningAttribute() => TemperaturePower = 2;

    /// <summary>By how much the label leads, from 0 to 1.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double Threshold { get; set; } = 0.2;
}
