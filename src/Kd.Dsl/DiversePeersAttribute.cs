namespace Kd;

/// <summary>
/// OKDDip: each branch of a model follows a mixture of all branches that it chooses by attention, and the group's leader, which is kept,
/// follows their mean, while all learn the task.
/// </summary>
/// <remarks>
/// <para>t_a = sum over branches b of a_ab p_b, with p = softmax(logits / T) and a_ab the softmax over b of (Q h_a) . (K h_b), h the
/// branches' features and Q, K two learned projections; the loss is the sum of the cross-entropies of branches and leader with the labels
/// + PeerWeight * T^2 * (sum over branches of KL(t_a || p_a) + KL(mean of p_b || p_leader)), the means over samples (Chen, Mei, Wang, Feng,
/// Chen: "Online Knowledge Distillation with Diverse Peers", AAAI 2020). The projections learn through the targets, which are no
/// constants. <c>forward</c> runs the branches in evaluation mode too: the width of their features is learnt from a sample before the
/// first step.</para>
/// <para>Shapes: logits (B, C) and labels (B); of each branch a feature, a map (B, D, H, W), which is pooled, or a vector (B, D), all with
/// one D.</para>
/// </remarks>
/// <param name="places">
/// The names of the places of the branches' logits, two or more, then of their features in the same order, then of the leader's logits,
/// which are those of the model: "logits".
/// </param>
/// <example><code>[Student, DiversePeers("branch1", "branch2", "pooled1", "pooled2", "logits")]</code></example>
[LossClass("Kd.Losses.DiversePeers")]
public sealed class DiversePeersAttribute(params string[] places) : MultiPlaceAttribute(places)
{
    /// <summary>The temperature T, above 0.</summary>
    public double Temperature { get; set; } = 3;

    /// <summary>How much the peers count beside the labels, at least 0.</summary>
    public double PeerWeight { get; set; } = 1;

    /// <summary>By what the projections divide the width of the features, at least 1.</summary>
    public int Factor { get; set; } = 8;

    /// <summary>Whether logits are mixed, as in the authors' code; in the paper probabilities are.</summary>
    public bool MixLogits { get; set; }

    /// <summary>A constant added to the targets' probabilities (the authors' code: 1e-7). 0 in the paper.</summary>
    public double TargetEpsilon { get; set; }
}
