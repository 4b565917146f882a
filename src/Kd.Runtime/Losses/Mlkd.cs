using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Multi-level logit distillation: probabilities of samples, similarities of samples and correlations of classes at several temperatures
/// (Jin, Wang, Lin, CVPR 2023).
/// </summary>
public sealed class Mlkd : Loss
{
    private static readonly double[] _augmenting = [3, 5, 2, 6];
    private readonly double[] _temperatures;
    private readonly double _instanceWeight;
    private readonly double _batchWeight;
    private readonly double _classWeight;
    private readonly MlkdMasking _masking;
    private readonly bool _standardize;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">The first temperature, above 0.</param>
    /// <param name="predictionAugmentation">Whether 2, 3, 5 and 6 are temperatures too.</param>
    /// <param name="instanceWeight">The weight of the samples' probabilities, at least 0.</param>
    /// <param name="batchWeight">The weight of the similarities of samples, at least 0.</param>
    /// <param name="classWeight">The weight of the correlations of classes, at least 0.</param>
    /// <param name="masking">Which samples and classes count.</param>
    /// <param name="standardize">Whether z-scores stand for the logits in the samples' probabilities.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public Mlkd(
        double temperature = 4,
        bool predictionAugmentation = true,
        double instanceWeight = 1,
        double batchWeight = 1,
        double classWeight = 1,
        MlkdMasking masking = MlkdMasking.None,
        bool standardize = false)
    {
        HyperParameter.Positive(temperature);
        _temperatures = predictionAugmentation ? [temperature, .. _augmenting] : [temperature];
        _instanceWeight = HyperParameter.NotNegative(instanceWeight);
        _batchWeight = HyperParameter.NotNegative(batchWeight);
        _classWeight = HyperParameter.NotNegative(classWeight);
        _masking = masking;
        _standardize = standardize;
    }

    /// <summary>Computes the loss of one view of the samples.</summary>
    /// <param name="student">Logits (B, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or have another number of dimensions.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        (student, teacher) = Logits.Matrices(student, teacher, nameof(Mlkd));
        var sure = _masking == MlkdMasking.None ? null : nn.functional.softmax(teacher, 1);
        var samples = sure is null ? null : AtMostMedian(sure.amax([1]));
        var classes = sure is null ? null : AtMostMedian(sure.sum([0]));
        var (ourScores, theirScores) = _standardize
            ? (Standardize.Along(student, 1, Standardize.SmallDeviation), Standardize.Along(teacher, 1, Standardize.SmallDeviation))
            : (student, teacher);

        var total = zeros([], student.dtype, student.device);
        foreach (var temperature in _temperatures)
        {
            var inverse = Scalars.Of(1 / temperature);
            if (_instanceWeight > 0)
            {
                var divergence = nn.functional.kl_div(
                    nn.functional.log_softmax(ourScores.mul(inverse), 1),
                    nn.functional.log_softmax(theirScores.mul(inverse), 1),
                    log_target: true, reduction: nn.Reduction.None).sum([1]);
                total = total.add(Mean(divergence, samples), Scalars.Of(_instanceWeight * temperature * temperature));
            }

            var (ours, theirs) = (nn.functional.softmax(student.mul(inverse), 1), nn.functional.softmax(teacher.mul(inverse), 1));
            if (_batchWeight > 0)
            {
                total = total.add(Mean(Distances(ours, theirs), samples), Scalars.Of(_batchWeight));
            }

            if (_classWeight > 0)
            {
                total = total.add(Mean(Distances(ours.t(), theirs.t()), classes), Scalars.Of(_classWeight));
            }
        }

        return total;
    }

    /// <summary>For each row, how far its products with all rows are from the teacher's.</summary>
    private static Tensor Distances(Tensor student, Tensor teacher) =>
        student.mm(student.t()).add(teacher.mm(teacher.t()), Scalars.MinusOne).square().sum([0]);

    private static Tensor AtMostMedian(Tensor values) => values.le(values.quantile(tensor(0.5, values.dtype, values.device))).to(values.dtype);

    private Tensor Mean(Tensor terms, Tensor? mask) => mask is null
        ? terms.mean()
        : _masking == MlkdMasking.LeastConfident ? terms.mul(mask).mean() : terms.mean().mul(mask.mean());
}
