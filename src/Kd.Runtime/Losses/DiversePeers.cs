using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// OKDDip: each branch follows the mixture of all branches that it chooses by attention, and the leader their mean, while all learn the
/// task (Chen et al., AAAI 2020).
/// </summary>
public sealed class DiversePeers : Loss
{
    private readonly int _branches;
    private readonly long _width;
    private readonly double _temperature;
    private readonly double _epsilon;
    private readonly bool _mixLogits;
    private readonly TorchSharp.Scalar _peerWeight;
    private readonly Linear _query;
    private readonly Linear _key;

    /// <summary>Makes the loss with its two projections, which all branches share.</summary>
    /// <param name="studentShape">The shapes of what <see cref="Forward"/> takes, samples first.</param>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="peerWeight">How much the peers count beside the labels, at least 0.</param>
    /// <param name="factor">By what the projections divide the width of the features, at least 1.</param>
    /// <param name="mixLogits">Whether logits are mixed, and not probabilities.</param>
    /// <param name="targetEpsilon">A constant added to the targets' probabilities, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    /// <exception cref="ArgumentException">The number of shapes is wrong, or the features' widths differ.</exception>
    public DiversePeers(long[][] studentShape, double temperature = 3, double peerWeight = 1, int factor = 8, bool mixLogits = false, double targetEpsilon = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        (_temperature, _epsilon, _mixLogits) = (HyperParameter.Positive(temperature), HyperParameter.NotNegative(targetEpsilon), mixLogits);
        _peerWeight = Scalars.Of(HyperParameter.NotNegative(peerWeight) * temperature * temperature);
        if (studentShape.Length < 5 || studentShape.Length % 2 == 0)
        {
            throw new ArgumentException(
                $"DiversePeers takes the logits of two branches or more, as many features, and the leader's logits, which is an odd number of places from 5, but got {studentShape.Length}.",
                nameof(studentShape));
        }

        _branches = studentShape.Length / 2;
        long[] widths = [.. studentShape[_branches..^1].Select(shape => FeatureMaps.Channels(shape, "DiversePeers", nameof(studentShape)))];
        _width = widths[0];
        if (widths.Any(width => width != _width))
        {
            throw new ArgumentException($"DiversePeers takes features of one width, but got {string.Join(" and ", widths)}.", nameof(studentShape));
        }

        var hidden = Math.Max(1, _width / factor);
        (_query, _key) = (nn.Linear(_width, hidden, hasBias: false, device: CPU), nn.Linear(_width, hidden, hasBias: false, device: CPU));
        RegisterComponents();
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">
    /// The logits (B, C) of the branches, two or more; their features, maps (B, D, H, W) or vectors (B, D), in the same order; the leader's
    /// logits.
    /// </param>
    /// <param name="labels">Class numbers (B), from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">Shapes, the number of branches or labels do not fit.</exception>
    public Tensor Forward(Tensor[] student, Tensor labels)
    {
        if (student.Length != (2 * _branches) + 1)
        {
            throw new ArgumentException(
                $"DiversePeers was made for {_branches} branches, which is {(2 * _branches) + 1} tensors with their features and the leader, but got {student.Length}.", nameof(student));
        }

        var logits = ManyLogits.Checked([.. student[.._branches], student[^1]], atLeast: _branches + 1, "DiversePeers", nameof(student));
        Peers.Require(logits, labels, "DiversePeers");
        var attention = Attention(student[_branches..^1], logits[0].size(0));
        var branches = stack(logits[..^1], 1);
        var (ofPeers, ofLeader) = _mixLogits ? Logarithms(branches, attention) : LogarithmsOfMixtures(branches, attention);
        var diversity = Divergence.Kl(WithEpsilon(ofPeers), Divergence.Logarithms(branches, _temperature)).sum(1).mean();
        var leading = Divergence.Kl(WithEpsilon(ofLeader), Divergence.Logarithms(logits[^1], _temperature)).mean();
        return Peers.CrossEntropy(logits, labels).add(diversity.add(leading, Scalars.One), _peerWeight);
    }

    // The logarithms of how much each branch attends to each (B, M, M).
    private Tensor Attention(Tensor[] features, long samples)
    {
        if (Array.Find(features, feature => feature.size(0) != samples) is { } other)
        {
            throw new ArgumentException($"DiversePeers takes features of the {samples} samples of the logits, but got {Shapes.Text(other)}.", "student");
        }

        var type = _query.weight.dtype;
        var rows = stack(features.Select(feature => FeatureMaps.Of(feature, _width, "DiversePeers", "student").mean([2, 3]).to(type)), 1);
        return nn.functional.log_softmax(_query.call(rows).bmm(_key.call(rows).transpose(1, 2)), 2);
    }

    // log of the sum over b of a_ab p_b, without a probability that vanishes.
    private (Tensor Peers, Tensor Leader) LogarithmsOfMixtures(Tensor branches, Tensor attention)
    {
        var answers = Divergence.Logarithms(branches, _temperature);
        var mixed = answers.unsqueeze(1).add(attention.to(answers.dtype).unsqueeze(3), Scalars.One).logsumexp(2);
        return (mixed, answers.logsumexp(1).add(Scalars.Of(-Math.Log(_branches))));
    }

    private (Tensor Peers, Tensor Leader) Logarithms(Tensor branches, Tensor attention) => (
        Divergence.Logarithms(attention.exp().to(branches.dtype).bmm(branches), _temperature),
        Divergence.Logarithms(branches.mean([1]), _temperature));

    private Tensor WithEpsilon(Tensor logarithms) => _epsilon > 0 ? logarithms.exp().add(Scalars.Of(_epsilon), Scalars.One).log() : logarithms;
}
