namespace Kd;

/// <summary>
/// Knowledge translation and adaptation: this member's output follows the teacher's, each sample's divided by its norm.
/// </summary>
/// <remarks>
/// <para>mean over samples and elements of |f_s / |f_s|_Q - f_t / |f_t|_Q|; for P other than 1 the mean over samples of the P-norm of
/// that difference (He, Shen, Tian, Gong, Sun, Yan: "Knowledge Adaptation for Efficient Semantic Segmentation", CVPR 2019; as
/// torchdistill). The paper compares with the code of a trained autoencoder of the teacher's features: give the teacher such a
/// place.</para>
/// <para>Shapes: any (B, ...), alike on both sides; see <see cref="AdapterKind"/> for what an adapter can relate.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[Kta("late", Weight = 50)] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.Kta")]
public sealed class KtaAttribute(string hint) : GuidedAttribute(hint)
{
    /// <summary>The order of the norm of the difference, at least 1.</summary>
    [Bounds(AtLeast = 1)]
    public double P { get; set; } = 1;

    /// <summary>The order of the norm that a sample is divided by, at least 1.</summary>
    [Bounds(AtLeast = 1)]
    public double Q { get; set; } = 2;
}
