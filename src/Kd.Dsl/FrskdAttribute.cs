namespace Kd;

/// <summary>
/// Feature refinement by self-distillation: a classifier learns from the answers and the attention maps of its own refined features, which
/// learn from the labels beside it.
/// </summary>
/// <remarks>
/// <para>LabelWeight * (CE(s, y) + CE(t, y)) + ResponseWeight * T^2 * KL(t || s) + AttentionWeight * sum over maps of mean (a_s - a_t)^2, a as
/// in <see cref="AttentionTransferAttribute">[AttentionTransfer]</see>, s the model's logits and t those of its self-teacher, a part that
/// refines the maps of the classifier (Ji et al.: "Refine Myself by Teaching Myself: Feature Refinement via Self-Knowledge Distillation",
/// CVPR 2021). The refined maps are taken as constants, and so are the answers t in the divergence, unless DetachTarget is false. It has the
/// labels' terms in it, so that no <see cref="TaskLossAttribute">[TaskLoss]</see> is needed.</para>
/// <para>Shapes: logits (B, C) of both and maps (B, C, H, W); channels may differ, and the larger of two maps is pooled to the smaller.</para>
/// </remarks>
/// <param name="places">
/// The names of the places of the self-teacher's logits, then of the classifier's maps, and then, in their order, of the refined maps.
/// </param>
/// <example><code>[Student, Frskd("refinedLogits", "map1", "map2", "refined1", "refined2")]</code></example>
[LossClass("Kd.Losses.Frskd")]
public sealed class FrskdAttribute(params string[] places) : MultiPlaceAttribute(places)
{
    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 4;

    /// <summary>The weight of the self-teacher's answers, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double ResponseWeight { get; set; } = 2;

    /// <summary>The weight of its attention maps, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double AttentionWeight { get; set; } = 100;

    /// <summary>The weight of the labels, for both, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double LabelWeight { get; set; } = 1;

    /// <summary>Whether the divergence leaves the self-teacher alone.</summary>
    public bool DetachTarget { get; set; } = true;
}
