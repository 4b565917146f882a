namespace Kd;

/// <summary>
/// Attention maps of a transformer: this member's scores follow the teacher's, between tokens that the batch's mask keeps.
/// </summary>
/// <remarks>
/// <para>mean over heads and pairs of kept tokens of (a_s - a_t)^2 (Jiao et al.: "TinyBERT: Distilling BERT for Natural Language
/// Understanding", EMNLP Findings 2020). The divergence is of Wang et al.: "MiniLM", NeurIPS 2020.</para>
/// <para>Shapes: scores (B, heads, L, L); mask (B, L), not 0 where a token counts.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[AttentionMap("scores6")] private readonly Identity scores3;</code></example>
[LossClass("Kd.Losses.AttentionMap")]
public sealed class AttentionMapAttribute(string hint) : InstanceRelationAttribute(hint)
{
    /// <summary>How two maps are compared.</summary>
    public AttentionDistance Distance { get; set; } = AttentionDistance.MeanSquared;

    /// <summary>How the heads become one number.</summary>
    public AttentionHeads Heads { get; set; } = AttentionHeads.MeanLoss;
}
