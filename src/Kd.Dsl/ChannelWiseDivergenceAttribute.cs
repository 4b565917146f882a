namespace Kd;

/// <summary>Channel-wise distillation: each channel's distribution over the pixels follows the teacher's. For dense prediction.</summary>
/// <remarks>
/// <para>T^2 / (B * C) * sum of p_t * (log p_t - log p_s), with p the softmax over a channel's pixels of f / T (Shu, Liu, Gao, Yan, Shen:
/// "Channel-wise Knowledge Distillation for Dense Prediction", ICCV 2021).</para>
/// <para>Shapes: maps (B, C, H, W), alike after the adapter.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[ChannelWiseDivergence("logits", Weight = 3)] private readonly Conv2d head;</code></example>
[LossClass("Kd.Losses.ChannelWiseDivergence")]
public sealed class ChannelWiseDivergenceAttribute(string hint) : GuidedAttribute(hint)
{
    /// <summary>The temperature T, above 0: 4 in the paper; 1 in mmrazor.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 4;
}
