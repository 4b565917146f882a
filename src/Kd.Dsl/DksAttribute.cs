namespace Kd;

/// <summary>
/// Deeply-supervised knowledge synergy: all exits of a network learn from the labels, and each from the answers of every other.
/// </summary>
/// <remarks>
/// <para>LabelWeight * sum over exits of CE(l_i, y) + SynergyWeight * sum over ordered pairs of T^2 KL(p_j || p_i), with
/// p = softmax(logits / T), means over samples and p_j taken as a constant (Sun et al.: "Deeply-Supervised Knowledge Synergy", CVPR 2019, at
/// T = 1). It has the labels' terms in it, so that no <see cref="TaskLossAttribute">[TaskLoss]</see> is needed.</para>
/// <para>Shapes: logits (B, C) of the <see cref="ExitAttribute">[Exit]</see>s and of the model, and labels (B).</para>
/// </remarks>
/// <example><code>[Student, Dks] public sealed partial class DigitsNet : Module&lt;Tensor, Tensor&gt; { [Exit] private readonly Linear exit1; ... }</code></example>
[LossClass("Kd.Losses.Dks")]
public sealed class DksAttribute : ExitKnowledgeAttribute
{
    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 1;

    /// <summary>The weight of the labels, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double LabelWeight { get; set; } = 1;

    /// <summary>The weight of the other exits' answers, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double SynergyWeight { get; set; } = 1;
}
