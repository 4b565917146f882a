namespace Kd;

/// <summary>
/// Affinity distillation: pairs of pixels shall be alike, channel by channel, as they are for the teacher.
/// </summary>
/// <remarks>
/// <para>mean over samples of the sum over channels of || v_s v_s^T - v_t v_t^T ||_F / (H * W), with v a channel's pixels divided by
/// their norm (He, Shen, Tian, Gong, Sun, Yan: "Knowledge Adaptation for Efficient Semantic Segmentation", CVPR 2019; as
/// torchdistill). The H * W by H * W matrices are never made.</para>
/// <para>Shapes: maps (B, C, H, W) of one shape; see <see cref="AdapterKind"/> for what an adapter can relate.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[Affinity("late")] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.Affinity")]
public sealed class AffinityAttribute(string hint) : GuidedAttribute(hint);
