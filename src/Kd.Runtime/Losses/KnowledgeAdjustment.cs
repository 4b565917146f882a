using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Knowledge adjustment: T^2 / B * KL(A(p_t) || p_s), A correcting the samples that the teacher is wrong about (Wen, Lai, Qian,
/// Neurocomputing 2021).
/// </summary>
public sealed class KnowledgeAdjustment : Loss
{
    private readonly Scalar _inverseTemperature;
    private readonly double _factor;
    private readonly TeacherCorrection _correction;
    private readonly double _correctProbability;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="correction">How a wrong teacher is corrected.</param>
    /// <param name="correctProbability">The label's probability under label smoothing, above 0 and at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public KnowledgeAdjustment(
        double temperature = 4, TeacherCorrection correction = TeacherCorrection.ProbabilityShift, double correctProbability = 0.9)
    {
        _inverseTemperature = Scalars.Of(1 / HyperParameter.Positive(temperature));
        _factor = temperature * temperature;
        _correction = correction;
        _correctProbability = HyperParameter.Probability(correctProbability);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <param name="labels">Class numbers (B), 64-bit integers from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">Shapes, types or labels do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor labels)
    {
        (student, teacher) = Logits.Matrices(student, teacher, nameof(KnowledgeAdjustment));
        ClassLabels.Require(student, labels, nameof(KnowledgeAdjustment));
        var prediction = nn.functional.log_softmax(student.mul(_inverseTemperature), 1);
        return nn.functional.kl_div(prediction, Corrected(teacher, labels), log_target: false, reduction: nn.Reduction.Sum)
            .mul(Scalars.Of(_factor / student.size(0)));
    }

    /// <summary>The teacher's probabilities, corrected.</summary>
    internal Tensor Corrected(Tensor teacher, Tensor labels)
    {
        var probabilities = nn.functional.softmax(teacher.mul(_inverseTemperature), 1);
        var label = labels.unsqueeze(1);
        var best = probabilities.argmax(1, keepdim: true);
        return _correction == TeacherCorrection.LabelSmoothing
            ? where(best.eq(label), probabilities, SmoothedLabels.Of(labels, probabilities, _correctProbability))
            : probabilities.scatter(1, best, probabilities.gather(1, label)).scatter(1, label, probabilities.gather(1, best));
    }
}
