namespace Kd;

/// <summary>
/// Hinton's distillation loss with several teachers: their mean, or one where each counts by its entropy, by its confidence in the label,
/// or by its gradient.
/// </summary>
/// <remarks>
/// <para>T^TemperaturePower * sum over teachers of w_k * KL(t_k || s) of answers at temperature T, with the mean over samples (You et
/// al.: "Learning from Multiple Teacher Networks", KDD 2017, where w_k = 1 / K); the weights w_k sum to 1. See <see
/// cref="TeacherCombination"/> for what they are. For weights that are fixed, write <see cref="ResponseAttribute">[Response(Teacher =
/// typeof(...), Weight = ...)]</see> for each teacher.</para>
/// <para>Shapes: logits (B, C) of the student and of each teacher; labels (B), for <see cref="TeacherCombination.Confidence"/>.</para>
/// </remarks>
/// <example><code>[Student&lt;Wide&gt;, Student&lt;Deep&gt;, TaskLoss, MultiTeacherResponse(Combination = TeacherCombination.Confidence)]</code></example>
[LossClass("Kd.Losses.MultiTeacherResponse")]
public sealed class MultiTeacherResponseAttribute : OutputKnowledgeAttribute
{
    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 4;

    /// <summary>The exponent p of the factor T^p.</summary>
    public double TemperaturePower { get; set; } = 2;

    /// <summary>How the teachers become one target.</summary>
    public TeacherCombination Combination { get; set; } = TeacherCombination.MeanLoss;

    /// <summary>Whether answers are compared by cross-entropy, which exceeds KL by the entropy of the target.</summary>
    public bool CrossEntropy { get; set; }

    /// <summary>
    /// The tolerance C of <see cref="TeacherCombination.Gradient"/>: the largest weight that a teacher can get, above 0 and at most 1. Below
    /// 1 / K, of K teachers, it counts as 1 / K, which is their mean.
    /// </summary>
    [Bounds(Above = 0, AtMost = 1)]
    [Effect(nameof(Combination), Is = TeacherCombination.Gradient)]
    public double LargestWeight { get; set; } = 1;
}
