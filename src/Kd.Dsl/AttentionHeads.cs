namespace Kd;

/// <summary>How the heads of attention maps become one number.</summary>
public enum AttentionHeads
{
    /// <summary>The mean of the heads' losses (TinyBERT).</summary>
    MeanLoss,

    /// <summary>The loss of the mean of the maps, so that student and teacher may differ in heads, as TextBrewer's att_ce_mean.</summary>
    MeanMap,

    /// <summary>The loss of the sum of the maps, so that student and teacher may differ in heads, as TextBrewer's att_mse_sum.</summary>
    SumMap,
}
