using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Hinton's distillation loss with several teachers: their mean, or one where each counts by its entropy, by its confidence in the label, or
/// by its gradient.
/// </summary>
/// <remarks>
/// T^2 / B * sum over samples and teachers of w_k * KL(t_k || s) of answers at temperature T; the weights w_k of a sample sum to 1. See
/// <see cref="TeacherCombination"/> for what they are. The teachers are detached.
/// </remarks>
/// <example><code>var loss = new MultiTeacherResponse(combination: TeacherCombination.Confidence).Forward(logits, [first, second], batch.Labels);</code></example>
public sealed class MultiTeacherResponse : Loss
{
    private static readonly Scalar _tiny = 1e-30;
    private readonly double _temperature;
    private readonly double _factor;
    private readonly TeacherCombination _combination;
    private readonly bool _crossEntropy;
    private readonly double _largestWeight;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="temperaturePower">The exponent p of the factor T^p.</param>
    /// <param name="combination">How the teachers become one target.</param>
    /// <param name="crossEntropy">Whether answers are compared by cross-entropy, which exceeds KL by the entropy of the target.</param>
    /// <param name="largestWeight">With <see cref="TeacherCombination.Gradient"/>, the largest weight that a teacher can get, above 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0, or the largest weight out of its range.</exception>
    public MultiTeacherResponse(
        double temperature = 4, double temperaturePower = 2, TeacherCombination combination = TeacherCombination.MeanLoss, bool crossEntropy = false,
        double largestWeight = 1)
    {
        HyperParameter.That(largestWeight is > 0 and <= 1, largestWeight, "above 0 and at most 1", nameof(largestWeight));
        _largestWeight = largestWeight;
        (_temperature, _factor) = (HyperParameter.Positive(temperature), Math.Pow(temperature, temperaturePower));
        (_combination, _crossEntropy) = (combination, crossEntropy);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C).</param>
    /// <param name="teacher">The teachers' logits, of the same shape; at least one.</param>
    /// <param name="labels">Class numbers (B), from 0 to C - 1; only for <see cref="TeacherCombination.Confidence"/>.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or labels are missing or no classes.</exception>
    public Tensor Forward(Tensor student, Tensor[] teacher, Tensor? labels = null)
    {
        var logits = ManyLogits.Checked([student, .. teacher], atLeast: 2, "MultiTeacherResponse", nameof(teacher));
        student = logits[0];
        Tensor[] targets = [.. logits[1..].Select(target => target.detach())];
        if (_combination == TeacherCombination.MeanLogits)
        {
            return Compare(student, stack(targets).mean([0])).mean().mul(Scalars.Of(_factor));
        }

        var divergences = stack(targets.Select(target => Compare(student, target)));
        if (_combination == TeacherCombination.Gradient)
        {
            var weights = TeacherWeights.ByGradient(student, targets, _temperature, _largestWeight);
            return divergences.mean([1]).mul(weights.to(divergences)).sum().mul(Scalars.Of(_factor));
        }

        return _combination == TeacherCombination.MeanLoss
            ? divergences.mean().mul(Scalars.Of(_factor))
            : divergences.mul(Weights(targets, labels)).sum().mul(Scalars.Of(_factor / student.size(0)));
    }

    private Tensor Compare(Tensor student, Tensor target) => ManyLogits.Divergences(student, target, _temperature, _crossEntropy);

    private Tensor Weights(Tensor[] teachers, Tensor? labels) => _combination == TeacherCombination.Entropy
        ? TeacherWeights.Of(Shares(teachers.Select(Entropy)))
        : TeacherWeights.ByConfidence(
            teachers,
            labels ?? throw new ArgumentException("MultiTeacherResponse takes labels where teachers count by their confidence in them.", nameof(labels)),
            "MultiTeacherResponse");

    // Teachers that are all certain have no entropy to share: each gets the same.
    private static Tensor Shares(IEnumerable<Tensor> entropies)
    {
        var entropy = stack(entropies).add(_tiny, Scalars.One);
        return entropy.div(entropy.sum(0, keepdim: true));
    }

    private static Tensor Entropy(Tensor teacher)
    {
        var logarithms = Divergence.Logarithms(teacher, 1);
        return Divergence.CrossEntropy(logarithms, logarithms);
    }
}
