namespace Kd;

/// <summary>
/// KDCL: the heads or branches at several places of a model follow the teacher that they are together, while all learn the task.
/// </summary>
/// <remarks>
/// <para>sum over peers i of (1 - a) times the cross-entropy with the labels + a T^2 KL(p_e || p_i), with p = softmax(logits / T), the
/// mean over samples and e the ensemble of all peers, taken as a constant (Guo et al.: "Online Knowledge Distillation via
/// Collaborative Learning", CVPR 2020).</para>
/// <para>Shapes: logits (B, C) at each place and labels (B).</para>
/// </remarks>
/// <param name="places">The names of the places of the peers' logits, two or more.</param>
/// <example><code>[CollaborativeLearning("head1", "head2", Ensemble = PeerEnsemble.MinLogit)]</code></example>
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
