namespace Kd;

/// <summary>Attention transfer: the student shall look where the teacher looks.</summary>
/// <remarks>
/// <para>The mean over samples and pixels of (a_s - a_t)^2, with a the sum over channels of |f|^p, divided by its length over the
/// pixels (Zagoruyko, Komodakis: "Paying More Attention to Attention", ICLR 2017; reduction as the authors' code, whose weight is
/// 1000). The paper's formula has the length of the difference, <see cref="AttentionTransferDistance.SampleNorm"/>.</para>
/// <para>Shapes: maps (B, C, H, W). Channels may differ; where sizes differ the larger map is pooled to the smaller.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[AttentionTransfer("late", Weight = 1000)] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.AttentionTransfer")]
public sealed class AttentionTransferAttribute(string hint) : GuidedAttribute(hint)
{
    /// <summary>p, at least 1.</summary>
    [Bounds(AtLeast = 1)]
    public double Power { get; set; } = 2;

    /// <summary>What a sample's attention is over.</summary>
    public AttentionTransferMap Map { get; set; }

    /// <summary>How the attentions are compared.</summary>
    public AttentionTransferDistance Distance { get; set; }

    /// <summary>A constant added to the length (Knowledge-Distillation-Zoo: 1e-6). 0 in the paper.</summary>
    public double Epsilon { get; set; }
}
