using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// KDCL: each peer's cross-entropy with the labels and its divergence from the ensemble of all (Guo et al., CVPR 2020).
/// </summary>
public sealed class CollaborativeLearning : Loss
{
    private readonly Response _soft;
    private readonly double _softShare;
    private readonly PeerEnsemble _ensemble;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="softShare">The share of the ensemble beside the labels, from 0 to 1.</param>
    /// <param name="ensemble">How the peers become one teacher.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public CollaborativeLearning(double temperature = 2, double softShare = 0.5, PeerEnsemble ensemble = PeerEnsemble.Mean)
    {
        _soft = new(temperature);
        (_softShare, _ensemble) = (HyperParameter.Share(softShare), ensemble);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The peers' logits (B, C), two or more.</param>
    /// <param name="labels">Class numbers (B), from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, there are fewer than two peers, or a label is no class.</exception>
    public Tensor Forward(Tensor[] student, Tensor labels)
    {
        Peers.Require(student, labels, "CollaborativeLearning");
        var teacher = Ensemble(stack(student.Select(peer => peer.detach()), 0), labels);
        var loss = Peers.CrossEntropy(student, labels).mul(Scalars.Of(1 - _softShare));
        foreach (var peer in student)
        {
            loss = loss.add(_soft.Forward(peer, teacher), Scalars.Of(_softShare));
        }

        return loss;
    }

    private Tensor Ensemble(Tensor peers, Tensor labels)
    {
        if (_ensemble == PeerEnsemble.Mean)
        {
            return peers.mean([0]);
        }

        var index = labels.view(1, -1, 1).expand(peers.size(0), -1, 1);
        if (_ensemble == PeerEnsemble.MinLogit)
        {
            return peers.add(peers.gather(2, index), Scalars.MinusOne).amin([0]);
        }

        var best = nn.functional.log_softmax(peers, 2).gather(2, index).argmax(0, keepdim: true);
        return peers.gather(0, best.expand(1, -1, peers.size(2))).squeeze(0);
    }
}
