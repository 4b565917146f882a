using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Deep mutual learning: each peer's cross-entropy with the labels and its divergences from the others (Zhang et al., CVPR 2018).
/// </summary>
public sealed class MutualLearning : Loss
{
    private readonly Response _soft;
    private readonly double _temperature;
    private readonly double _targetEpsilon;
    private readonly double _peerWeight;
    private readonly PeerTarget _target;
    private readonly bool _targetGradient;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="peerWeight">How much the peers count beside the labels, at least 0.</param>
    /// <param name="target">What a peer follows.</param>
    /// <param name="targetEpsilon">A constant added to the target's probabilities, at least 0.</param>
    /// <param name="targetGradient">Whether the peers that are followed learn from it too.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public MutualLearning(
        double temperature = 1, double peerWeight = 1, PeerTarget target = PeerTarget.Each, double targetEpsilon = 0, bool targetGradient = false)
    {
        _soft = new(temperature, targetEpsilon: targetEpsilon);
        _peerWeight = HyperParameter.NotNegative(peerWeight);
        (_temperature, _targetEpsilon, _target, _targetGradient) = (temperature, targetEpsilon, target, targetGradient);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The peers' logits (B, C), two or more.</param>
    /// <param name="labels">Class numbers (B), from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, there are fewer than two peers, or a label is no class.</exception>
    public Tensor Forward(Tensor[] student, Tensor labels)
    {
        Peers.Require(student, labels, "MutualLearning");
        var loss = Peers.CrossEntropy(student, labels);
        foreach (var peer in student)
        {
            var others = student.Where(other => !ReferenceEquals(other, peer)).ToList();
            if (_target == PeerTarget.MeanOfOthers)
            {
                others = [Peers.Mean(others)];
            }

            foreach (var other in others)
            {
                var divergence = _targetGradient ? Peers.LearnedKl(peer, other, _temperature, _targetEpsilon) : _soft.Forward(peer, other.detach());
                loss = loss.add(divergence, Scalars.Of(_peerWeight / others.Count));
            }
        }

        return loss;
    }
}
