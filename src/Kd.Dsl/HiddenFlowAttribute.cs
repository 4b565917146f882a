namespace Kd;

/// <summary>
/// How hidden states flow from one layer of a sequence model to another, at the tokens that the batch's mask keeps.
/// </summary>
/// <remarks>
/// <para>mean over samples and elements of (G_s - G_t)^2, with G = a^T b / L for the states a and b (L, D) of the two places (Yim et
/// al.: "A Gift from Knowledge Distillation", CVPR 2017, for sequences; as TextBrewer's fsp). Of tokens, G = a b^T / D and the mean
/// is over pairs of kept tokens (Huang, Wang: "Like What You Like: Knowledge Distill via Neuron Selectivity Transfer", 2017, for
/// sequences; as TextBrewer's mmd).</para>
/// <para>Shapes: states (B, L, D) of two places; mask (B, L), not 0 where a token counts.</para>
/// </remarks>
/// <param name="places">The names of the student's two places.</param>
/// <example><code>[HiddenFlow("layer1", "layer3")]</code></example>
[LossClass("Kd.Losses.HiddenFlow")]
public sealed class HiddenFlowAttribute(params string[] places) : MultiPlaceAttribute(places)
{
    /// <summary>The map from the student's states to the teacher's, at each place; none is needed between tokens.</summary>
    public AdapterKind Adapter { get; set; } = AdapterKind.Auto;

    /// <summary>What the layers are related by.</summary>
    public HiddenRelation Relation { get; set; } = HiddenRelation.Dimensions;
}
