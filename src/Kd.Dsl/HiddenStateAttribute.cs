namespace Kd;

/// <summary>
/// Hidden states of a sequence model: this member's states follow the teacher's, at the tokens that the batch's mask keeps.
/// </summary>
/// <remarks>
/// <para>mean over kept tokens and dimensions of (A(h_s) - h_t)^2, A the adapter (Jiao et al.: "TinyBERT: Distilling BERT for Natural
/// Language Understanding", EMNLP Findings 2020; as TextBrewer's hid_mse). The cosine is of Sanh et al.: "DistilBERT, a distilled
/// version of BERT", 2019; the first tokens of Sun et al.: "Patient Knowledge Distillation for BERT Model Compression", EMNLP 2019.</para>
/// <para>Shapes: states (B, L, D), or (B, D) for <see cref="HiddenDistance.FirstToken"/>; mask (B, L), not 0 where a token counts.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[HiddenState("layer6")] private readonly TransformerEncoderLayer layer3;</code></example>
[LossClass("Kd.Losses.HiddenState")]
public sealed class HiddenStateAttribute(string hint) : GuidedAttribute(hint)
{
    /// <summary>How the states are compared.</summary>
    public HiddenDistance Distance { get; set; } = HiddenDistance.MeanSquared;
}
