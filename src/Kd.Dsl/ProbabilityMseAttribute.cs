namespace Kd;

/// <summary>The squared difference between the student's class probabilities and the teacher's.</summary>
/// <remarks>
/// <para>T^2 * mean over samples and classes of (p_s - p_t)^2, with p = softmax(logits / T) (Tarvainen, Valpola: "Mean teachers are
/// better role models", NeurIPS 2017, with T = 1; KD_Lib's "vanilla" distillation has T = 20).</para>
/// <para>Shapes: logits (B, C), (B, L, C) or (B, C, H, W).</para>
/// </remarks>
/// <example><code>[ProbabilityMse(Temperature = 4)]</code></example>
[LossClass("Kd.Losses.ProbabilityMse")]
public sealed class ProbabilityMseAttribute : OutputKnowledgeAttribute
{
    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 1;

    /// <summary>The exponent p of the factor T^p.</summary>
    public double TemperaturePower { get; set; } = 2;

    /// <summary>How samples and classes are reduced.</summary>
    public LossReduction Reduction { get; set; } = LossReduction.ElementMean;
}
