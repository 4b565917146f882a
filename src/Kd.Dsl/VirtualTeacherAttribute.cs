namespace Kd;

/// <summary>The task itself, regularized by a teacher made up by hand: Tf-KD_reg, distillation without a teacher.</summary>
/// <remarks>
/// <para>(1 - Alpha) * CE + Alpha / B * sum of KL(q || p), with p = softmax(logits / T) and q = softmax(u / T), where u is
/// CorrectProbability for the label's class and (1 - CorrectProbability) / (C - 1) for the others (Yuan et al.: "Revisiting Knowledge
/// Distillation via Label Smoothing Regularization", CVPR 2020). The softmax is taken of probabilities, so that the virtual teacher is
/// almost uniform.</para>
/// <para>Shapes: logits (B, C) and labels (B), 64-bit integers from 0 to C - 1.</para>
/// </remarks>
/// <example><code>[VirtualTeacher(Alpha = 0.1)]</code></example>
[LossClass("Kd.Losses.VirtualTeacher")]
public sealed class VirtualTeacherAttribute : TaskLossAttribute
{
    /// <summary>The share of the virtual teacher, from 0 to 1.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double Alpha { get; set; } = 0.1;

    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 20;

    /// <summary>The virtual teacher's probability of the label's class, above 0 and at most 1.</summary>
    [Bounds(Above = 0, AtMost = 1)]
    public double CorrectProbability { get; set; } = 0.99;

    /// <summary>Whether T divides the student's logits too, as in the paper; in the authors' code it does not.</summary>
    public bool TemperStudent { get; set; } = true;

    /// <summary>How samples and classes of the divergence are reduced; the authors' code has <see cref="LossReduction.ElementMean"/>.</summary>
    public LossReduction Reduction { get; set; } = LossReduction.BatchMean;
}
