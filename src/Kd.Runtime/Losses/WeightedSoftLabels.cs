using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Weighted soft labels: T^2 * mean over samples of w * cross-entropy with the teacher, w = 1 - exp(-CE_s / CE_t) (Zhou et al., ICLR 2021).
/// </summary>
public sealed class WeightedSoftLabels : Loss
{
    private static readonly Scalar _smallest = Scalars.Of(1e-7);
    private readonly Scalar _inverseTemperature;
    private readonly double _factor;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">T, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0.</exception>
    public WeightedSoftLabels(double temperature = 2)
    {
        _inverseTemperature = Scalars.Of(1 / HyperParameter.Positive(temperature));
        _factor = temperature * temperature;
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <param name="labels">Class numbers (B), 64-bit integers from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">Shapes, types or labels do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor labels)
    {
        (student, teacher) = Logits.Matrices(student, teacher, nameof(WeightedSoftLabels));
        ClassLabels.Require(student, labels, nameof(WeightedSoftLabels));

        var target = nn.functional.softmax(teacher.mul(_inverseTemperature), 1);
        var agreement = target.mul(nn.functional.log_softmax(student.mul(_inverseTemperature), 1)).sum([1]);
        var ratio = Surprise(student.detach(), labels).div(Surprise(teacher, labels).add(_smallest));
        var weight = ratio.neg().expm1(); // the minus signs of weight and cross-entropy cancel out
        return weight.mul(agreement).sum().mul(Scalars.Of(_factor / student.size(0)));
    }

    private static Tensor Surprise(Tensor logits, Tensor labels) =>
        nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.None);
}
