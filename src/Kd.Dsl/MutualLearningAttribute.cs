namespace Kd;

/// <summary>
/// Deep mutual learning: several models, or several heads or branches of one, teach each other while all learn the task.
/// </summary>
/// <remarks>
/// <para>sum over peers i of the cross-entropy with the labels + PeerWeight / (N - 1) * sum over the others j of
/// T^2 KL(p_j || p_i), with p = softmax(logits / T) and the mean over samples; p_j is taken as a constant (Zhang, Xiang, Hospedales, Lu:
/// "Deep Mutual Learning", CVPR 2018, of N networks at T = 1).</para>
/// <para>The peers are heads or branches of one model, at the places that are named, or, where none is named, the models of a
/// <see cref="MutualAttribute">[Mutual]</see> group: the word stands on one of them then, and is about the logits of all. It holds their
/// labels, so that <see cref="TaskLossAttribute">[TaskLoss]</see> beside it would count them twice.</para>
/// <para>Shapes: logits (B, C) of each peer and labels (B).</para>
/// </remarks>
/// <param name="places">The names of the places of the peers' logits, two or more; none for the peers of a group.</param>
/// <example><code>[MutualLearning("head1", "head2")]</code> or <code>[Student, Mutual("trio", Peers = 3), MutualLearning]</code></example>
[LossClass("Kd.Losses.MutualLearning")]
public sealed class MutualLearningAttribute(params string[] places) : MultiPlaceAttribute(places)
{
    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 1;

    /// <summary>How much the peers count beside the labels, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double PeerWeight { get; set; } = 1;

    /// <summary>What a peer follows: each of the others in the paper, their mean in OKDDip.</summary>
    public PeerTarget Target { get; set; } = PeerTarget.Each;

    /// <summary>A constant added to the target's probabilities (OKDDip: 1e-7). 0 in the paper.</summary>
    public double TargetEpsilon { get; set; }

    /// <summary>Whether the peers that are followed learn from it too, as in OKDDip; they do not in the paper.</summary>
    public bool TargetGradient { get; set; }
}
