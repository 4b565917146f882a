namespace Kd;

/// <summary>
/// Deep mutual learning: the heads or branches at several places of a model teach each other while all learn the task.
/// </summary>
/// <remarks>
/// <para>sum over peers i of the cross-entropy with the labels + PeerWeight / (N - 1) * sum over the others j of
/// T^2 KL(p_j || p_i), with p = softmax(logits / T) and the mean over samples; p_j is taken as a constant (Zhang, Xiang, Hospedales, Lu:
/// "Deep Mutual Learning", CVPR 2018, of N networks at T = 1).</para>
/// <para>Shapes: logits (B, C) at each place and labels (B).</para>
/// </remarks>
/// <param name="places">The names of the places of the peers' logits, two or more.</param>
/// <example><code>[MutualLearning("head1", "head2")]</code></example>
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
