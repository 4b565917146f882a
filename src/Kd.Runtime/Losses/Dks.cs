using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Deeply-supervised knowledge synergy: all exits of a network learn from the labels, and each from the answers of every other
/// (Sun et al., CVPR 2019).
/// </summary>
/// <remarks>
/// LabelWeight * sum over exits of CE(l_i, y) + SynergyWeight * sum over ordered pairs of T^2 * KL(l_j || l_i), with l_j detached.
/// </remarks>
/// <example><code>var loss = new Dks().Forward([exit1, exit2, logits], batch.Labels);</code></example>
public sealed class Dks : Loss
{
    private readonly double _temperature;
    private readonly Scalar _labelWeight;
    private readonly Scalar _synergyWeight;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="labelWeight">The weight of the labels, at least 0.</param>
    /// <param name="synergyWeight">The weight of the other exits' answers, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public Dks(double temperature = 1, double labelWeight = 1, double synergyWeight = 1)
    {
        _temperature = HyperParameter.Positive(temperature);
        _labelWeight = Scalars.Of(HyperParameter.NotNegative(labelWeight));
        _synergyWeight = Scalars.Of(HyperParameter.NotNegative(synergyWeight) * temperature * temperature);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The logits (B, C) of the exits; at least two.</param>
    /// <param name="labels">Class numbers (B), from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">Shapes, the number of exits or labels do not fit.</exception>
    public Tensor Forward(Tensor[] student, Tensor labels)
    {
        student = ManyLogits.Checked(student, atLeast: 2, "Dks", nameof(student));
        ClassLabels.Require(student[0], labels, "Dks");
        Tensor[] answers = [.. student.Select(exit => Divergence.Logarithms(exit, _temperature))];
        var supervision = stack(student.Select(exit => ManyLogits.CrossEntropies(exit, labels).mean())).sum();
        var synergy = stack(
            from target in answers
            let given = target.detach()
            from answer in answers
            where !ReferenceEquals(answer, target)
            select Divergence.Kl(given, answer).mean()).sum();
        return supervision.mul(_labelWeight).add(synergy, _synergyWeight);
    }
}
