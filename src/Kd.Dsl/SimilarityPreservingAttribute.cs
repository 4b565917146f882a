namespace Kd;

/// <summary>
/// Similarity-preserving distillation: samples that are alike for the teacher shall be alike for the student.
/// </summary>
/// <remarks>
/// <para>|| N(F_s F_s^T) - N(F_t F_t^T) ||_F^2 / B^2, with F the features flattened to one row per sample and N dividing each
/// row by its norm (Tung, Mori: "Similarity-Preserving Knowledge Distillation", ICCV 2019).</para>
/// <para>Shapes: (B, ...) on both sides; only B must agree, so that no adapter is needed. 0 for a batch of one.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[SimilarityPreserving("late", Weight = 10)] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.SimilarityPreserving")]
public sealed class SimilarityPreservingAttribute(string hint) : InstanceRelationAttribute(hint)
{
    /// <summary>The order of the norm that each row is divided by: 2 in the paper; torchdistill uses 1.</summary>
    public double RowNorm { get; set; } = 2;
}
