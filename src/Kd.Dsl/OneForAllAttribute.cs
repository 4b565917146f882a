namespace Kd;

/// <summary>
/// OFA-KD's loss, for a teacher of another architecture: Hinton's loss with the target class enhanced, the more the surer the teacher.
/// </summary>
/// <remarks>
/// <para>mean over samples of -((1 + p_t[y])^g - 1) * log p_s[y] - sum over the other classes of p_t * log p_s, with
/// p = softmax(logits / T) and y the label (Hao et al.: "One-for-All: Bridge the Gap Between Heterogeneous Architectures in Knowledge
/// Distillation", NeurIPS 2023). With g = 1 it is the cross-entropy with the teacher; the paper's 1, left out here as in the authors'
/// code, is the cross-entropy with the label: <see cref="TaskLossAttribute">[TaskLoss]</see>.</para>
/// <para>Shapes: logits (B, C) and labels (B). The method applies it to the logits of auxiliary heads too.</para>
/// </remarks>
/// <example><code>[OneForAll(Exponent = 1.5)]</code></example>
[LossClass("Kd.Losses.OneForAll")]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class OneForAllAttribute : KnowledgeAttribute
{
    /// <summary>The exponent g, at least 1; the authors take 1 to 1.5.</summary>
    [Bounds(AtLeast = 1)]
    public double Exponent { get; set; } = 1;

    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 1;

    /// <summary>Whether the other classes' probabilities get the exponent too, as in the authors' code; not in the paper.</summary>
    public bool AllClasses { get; set; }
}
