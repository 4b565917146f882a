using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Decoupled knowledge distillation: Alpha * TCKD + Beta * NCKD, the divergence of label against rest and that among the rest (Zhao et
/// al., CVPR 2022).
/// </summary>
public sealed class Dkd : Loss
{
    private readonly Scalar _alpha;
    private readonly Scalar _beta;
    private readonly Scalar _inverseTemperature;
    private readonly double _factor;
    private readonly LossReduction _reduction;
    private readonly bool _standardize;

    /// <summary>Makes the loss.</summary>
    /// <param name="alpha">The weight of the label's class against the others, at least 0.</param>
    /// <param name="beta">The weight of the other classes among each other, at least 0.</param>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="reduction">How samples are reduced.</param>
    /// <param name="standardize">Whether z-scores stand for the logits.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public Dkd(double alpha = 1, double beta = 8, double temperature = 4, LossReduction reduction = LossReduction.BatchMean, bool standardize = false)
    {
        _alpha = Scalars.Of(HyperParameter.NotNegative(alpha));
        _beta = Scalars.Of(HyperParameter.NotNegative(beta));
        _inverseTemperature = Scalars.Of(1 / HyperParameter.Positive(temperature));
        _factor = temperature * temperature;
        _reduction = reduction;
        _standardize = standardize;
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C), C at least 2.</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <param name="labels">Class numbers (B), 64-bit integers from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">Shapes, types or labels do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor labels)
    {
        (student, teacher) = Logits.Matrices(student, teacher, nameof(Dkd));
        ClassLabels.Require(student, labels, nameof(Dkd));
        var classes = student.size(1);
        if (classes < 2)
        {
            throw new ArgumentException($"Dkd takes logits of at least 2 classes, but got {Shapes.Text(student)}.", nameof(student));
        }

        // The numbers of all classes but the label's, which a mask of -1000 would only drown out.
        var label = labels.unsqueeze(1);
        var (before, after) = (arange(classes - 1, ScalarType.Int64, labels.device), arange(1, classes, ScalarType.Int64, labels.device));
        var others = where(before.lt(label), before, after);

        var (ours, ourRest) = Split(student, label, others);
        var (theirs, theirRest) = Split(teacher, label, others);
        var loss = Divergence(ours, theirs).mul(_alpha).add(Divergence(ourRest, theirRest), _beta);
        return loss.mul(Scalars.Of(_factor / Logits.Divisor(student, _reduction)));
    }

    /// <summary>The logarithms of [p(label), 1 - p(label)], and of the probabilities of the others among each other.</summary>
    private (Tensor Binary, Tensor Others) Split(Tensor logits, Tensor label, Tensor others)
    {
        var scores = (_standardize ? Standardize.Along(logits, 1, Standardize.SmallDeviation) : logits).mul(_inverseTemperature);
        var rest = scores.gather(1, others);
        var binary = cat([scores.gather(1, label), rest.logsumexp(1, keepdim: true)], 1);
        return (nn.functional.log_softmax(binary, 1), nn.functional.log_softmax(rest, 1));
    }

    private static Tensor Divergence(Tensor student, Tensor teacher) =>
        nn.functional.kl_div(student, teacher, log_target: true, reduction: nn.Reduction.Sum);
}
