namespace Kd;

/// <summary>Variational information distillation: the student's feature tells what the teacher's is, as far as each channel can be told.</summary>
/// <remarks>
/// <para>The mean of ((m(s) - t)^2 / v + log v) / 2, with m three learned 1x1 convolutions and v = softplus(a) + epsilon, a learned per
/// channel (Ahn, Hu, Damianou, Lawrence, Dai: "Variational Information Distillation for Knowledge Transfer", CVPR 2019). It has the
/// logarithm of the variance, and may be below 0.</para>
/// <para>Shapes: maps (B, C, H, W) or vectors (B, C). Channels may differ; where sizes differ the larger map is pooled to the smaller.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[Vid("late")] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.Vid")]
public sealed class VidAttribute(string hint) : GuidedAttribute(hint)
{
    /// <summary>The channels between the convolutions; 0 takes the teacher's.</summary>
    public int Hidden { get; set; }

    /// <summary>The variances at the start, above <see cref="Epsilon"/>.</summary>
    public double InitialVariance { get; set; } = 5;

    /// <summary>The least variance, above 0.</summary>
    [Bounds(Above = 0)]
    public double Epsilon { get; set; } = 1e-5;
}
