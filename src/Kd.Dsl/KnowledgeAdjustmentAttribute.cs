namespace Kd;

/// <summary>Knowledge adjustment: Hinton's distillation loss with a teacher that is corrected where it is wrong.</summary>
/// <remarks>
/// <para>T^2 / B * sum over samples and classes of A(p_t) * (log A(p_t) - log p_s), with p = softmax(logits / T) and A the correction of
/// the samples whose most probable class is not the label's (Wen, Lai, Qian: "Preparing Lessons: Improve Knowledge Distillation with
/// Better Supervision", Neurocomputing 2021).</para>
/// <para>Shapes: logits (B, C) and labels (B).</para>
/// </remarks>
/// <example><code>[KnowledgeAdjustment(Temperature = 20)]</code></example>
[LossClass("Kd.Losses.KnowledgeAdjustment")]
public sealed class KnowledgeAdjustmentAttribute : OutputKnowledgeAttribute
{
    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 4;

    /// <summary>How a wrong teacher is corrected.</summary>
    public TeacherCorrection Correction { get; set; } = TeacherCorrection.ProbabilityShift;

    /// <summary>
    /// The label's probability under <see cref="TeacherCorrection.LabelSmoothing"/>, above 0 and at most 1; the other classes share the rest.
    /// </summary>
    [Bounds(Above = 0, AtMost = 1)]
    [Effect(nameof(Correction), Is = TeacherCorrection.LabelSmoothing)]
    public double CorrectProbability { get; set; } = 0.9;
}
