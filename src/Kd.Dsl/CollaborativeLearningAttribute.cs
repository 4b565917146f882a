namespace Kd;

/// <summary>
/// KDCL: several models, or several heads or branches of one, follow the teacher that they are together, while all learn the task.
/// </summary>
/// <remarks>
/// <para>sum over peers i of (1 - a) times the cross-entropy with the labels + a T^2 KL(p_e || p_i), with p = softmax(logits / T), the
/// mean over samples and e the ensemble of all peers, taken as a constant (Guo et al.: "Online Knowledge Distillation via
/// Collaborative Learning", CVPR 2020).</para>
/// <para>The peers are heads or branches of one model, at the places that are named, or, where none is named, the models of a
/// <see cref="MutualAttribute">[Mutual]</see> group: the word stands on one of them then, and is about the logits of all. It holds their
/// labels, so that <see cref="TaskLossAttribute">[TaskLoss]</see> beside it would count them twice.</para>
/// <para>Shapes: logits (B, C) of each peer and labels (B).</para>
/// </remarks>
/// <param name="places">The names of the places of the peers' logits, two or more; none for the peers of a group.</param>
/// <example>
/// <code>[CollaborativeLearning("head1", "head2", Ensemble = PeerEnsemble.MinLogit)]</code> or
/// <code>[Student, Mutual("trio", Peers = 3), CollaborativeLearning]</code>
/// </example>
[LossClass("Kd.Losses.CollaborativeLearning")]
public sealed class CollaborativeLearningAttribute(params string[] places) : MultiPlaceAttribute(places)
{
    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 2;

    /// <summary>The share a of the ensemble beside the labels, from 0 to 1.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double SoftShare { get; set; } = 0.5;

    /// <summary>How the peers become one teacher.</summary>
    public PeerEnsemble Ensemble { get; set; } = PeerEnsemble.Mean;
}
