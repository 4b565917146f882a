namespace Kd;

/// <summary>Prime-aware adaptive distillation: features are followed the less, the less certain the student is of them.</summary>
/// <remarks>
/// <para>The mean of (s - t)^2 / (exp(v) + epsilon) + v, with v = the logarithm of the variance, which a learned linear map and batch
/// normalisation see in the student's feature (Zhang, Lan, Dai, Zhang, Bai, Feng: "Prime-Aware Adaptive Distillation", ECCV 2020). It may
/// be below 0.</para>
/// <para>Shapes: vectors (B, C) or maps (B, C, H, W), alike after the adapter.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[PadL2("embedding")] private readonly Linear embedding;</code></example>
[LossClass("Kd.Losses.PadL2")]
public sealed class PadL2Attribute(string hint) : GuidedAttribute(hint)
{
    /// <summary>The least variance, above 0.</summary>
    [Bounds(Above = 0)]
    public double Epsilon { get; set; } = 1e-6;
}
