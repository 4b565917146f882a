using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Tf-KD_reg: (1 - Alpha) * cross-entropy + Alpha * divergence from a virtual teacher, softmax(u / T) (Yuan et al., CVPR 2020).
/// </summary>
public sealed class VirtualTeacher : Loss
{
    private readonly double _alpha;
    private readonly Scalar _labelWeight;
    private readonly Scalar _inverseTemperature;
    private readonly double _correctProbability;
    private readonly bool _temperStudent;
    private readonly LossReduction _reduction;

    /// <summary>Makes the loss.</summary>
    /// <param name="alpha">The share of the virtual teacher, from 0 to 1.</param>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="correctProbability">The virtual teacher's probability of the label's class, above 0 and at most 1.</param>
    /// <param name="temperStudent">Whether T divides the student's logits too.</param>
    /// <param name="reduction">How samples and classes of the divergence are reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public VirtualTeacher(
        double alpha = 0.1,
        double temperature = 20,
        double correctProbability = 0.99,
        bool temperStudent = true,
        LossReduction reduction = LossReduction.BatchMean)
    {
        _alpha = HyperParameter.Share(alpha);
        _labelWeight = Scalars.Of(1 - alpha);
        _inverseTemperature = Scalars.Of(1 / HyperParameter.Positive(temperature));
        _correctProbability = HyperParameter.Probability(correctProbability);
        _temperStudent = temperStudent;
        _reduction = reduction;
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C).</param>
    /// <param name="labels">Class numbers (B), 64-bit integers from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">Shapes, types or labels do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor labels)
    {
        ClassLabels.Require(student, labels, nameof(VirtualTeacher));
        student = Logits.Real(student, nameof(VirtualTeacher), nameof(student));
        var teacher = SmoothedLabels.Of(labels, student, _correctProbability).mul(_inverseTemperature);
        var divergence = nn.functional.kl_div(
            nn.functional.log_softmax(_temperStudent ? student.mul(_inverseTemperature) : student, 1),
            nn.functional.log_softmax(teacher, 1),
            log_target: true, reduction: nn.Reduction.Sum);
        return nn.functional.cross_entropy(student, labels).mul(_labelWeight)
            .add(divergence, Scalars.Of(_alpha / Logits.Divisor(student, _reduction)));
    }
}
