namespace Kd;

/// <summary>Softmax regression representation learning: the teacher's classifier makes of the student's feature what it makes of the teacher's.</summary>
/// <remarks>
/// <para>The mean over samples and channels of (f - t)^2, with both pooled over the pixels and f a learned 1x1 convolution, batch
/// normalisation and ReLU of the student's feature; and the mean of (c(f) - c(t))^2, with c the teacher's classifier (Yang, Martinez,
/// Bulat, Tzimiropoulos: "Knowledge Distillation via Softmax Regression Representation Learning", ICLR 2021).</para>
/// <para>Shapes: maps (B, C, H, W) or vectors (B, C); only B must agree. The teacher's classifier, which takes pooled features, is its
/// hint "classifier".</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[Srrl("late")] private readonly Sequential block3;</code></example>
[LossClass("Kd.Losses.Srrl")]
public sealed class SrrlAttribute(string hint) : GuidedAttribute(hint)
{
    /// <summary>The weight of the second part, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double RegressionWeight { get; set; } = 1;
}
