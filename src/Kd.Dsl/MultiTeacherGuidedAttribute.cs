namespace Kd;

/// <summary>
/// CA-MKD's features: for each of several teachers a map of the student's feature follows the teacher's, and counts the more the better
/// that teacher's classifier knows the label from it.
/// </summary>
/// <remarks>
/// <para>Sum over teachers of w_k * mean (A_k(s) - t_k)^2, w_k = (1 - softmax_k of the cross-entropy of c_k(A_k(s)) with the label) / (K - 1),
/// A_k the adapter and c_k the classifier of teacher k, and the mean over samples (Zhang, Chen, Wang: "Confidence-Aware Multi-Teacher
/// Knowledge Distillation", ICASSP 2022). All teachers have the hint, and the hint <c>classifier</c> on the layer that makes logits of a
/// pooled feature.</para>
/// <para>Shapes: features (B, C) or maps (B, C, H, W), which are pooled before the classifier; labels (B).</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in each teacher.</param>
/// <example><code>[MultiTeacherGuided("pooled", Weight = 50)] private readonly Sequential body;</code></example>
[LossClass("Kd.Losses.MultiTeacherGuided")]
public sealed class MultiTeacherGuidedAttribute(string hint) : MemberKnowledgeAttribute(hint)
{
    /// <summary>The map A_k from the student's feature to a teacher's.</summary>
    public AdapterKind Adapter { get; set; } = AdapterKind.Auto;
}
