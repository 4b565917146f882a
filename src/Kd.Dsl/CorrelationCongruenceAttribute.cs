namespace Kd;

/// <summary>
/// Correlation congruence: pairs of samples shall be correlated as they are for the teacher.
/// </summary>
/// <remarks>
/// <para>mean over pairs (i, j) of (K_s - K_t)^2, with K the Taylor expansion of a Gaussian kernel between the rows divided by
/// their norms (Peng, Jin, Liu, Zhou, Wu, Liu, Li, Zhang: "Correlation Congruence for Knowledge Distillation", ICCV 2019; as KD-Zoo).</para>
/// <para>Shapes: (B, ...) on both sides, flattened to one row per sample; only B must agree, but for
/// <see cref="CorrelationForm.ConsecutiveDifferences"/> without an embedding.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[CorrelationCongruence("late")] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.CorrelationCongruence")]
public sealed class CorrelationCongruenceAttribute(string hint) : InstanceRelationAttribute(hint)
{
    /// <summary>How samples are correlated.</summary>
    public CorrelationForm Form { get; set; } = CorrelationForm.Gaussian;

    /// <summary>The Gaussian's gamma, above 0.</summary>
    [Bounds(Above = 0)]
    [Effect(nameof(Form), Is = CorrelationForm.Gaussian, ByDefault = true)]
    public double Gamma { get; set; } = 0.4;

    /// <summary>The highest power of the Taylor expansion.</summary>
    [Effect(nameof(Form), Is = CorrelationForm.Gaussian, ByDefault = true)]
    public int Order { get; set; } = 2;

    /// <summary>Whether each sample's row is divided by its norm before a kernel; torchdistill does not.</summary>
    [Effect(nameof(Form), IsNot = CorrelationForm.ConsecutiveDifferences, ByDefault = true)]
    public bool Normalize { get; set; } = true;

    /// <summary>How the matrices of a kernel are compared.</summary>
    [Effect(nameof(Form), IsNot = CorrelationForm.ConsecutiveDifferences, ByDefault = true)]
    public CorrelationDistance Distance { get; set; } = CorrelationDistance.MeanSquared;

    /// <summary>
    /// The size of a linear embedding that is trained on each side before the comparison, such as RepDistiller's 128; 0 for none.
    /// </summary>
    public int Embedding { get; set; }
}
