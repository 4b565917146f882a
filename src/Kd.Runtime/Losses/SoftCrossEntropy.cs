using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Hinton's distillation loss as cross-entropy: -T^2 / B * sum of p_t * log p_s, p = softmax(logits / T) (Hinton, Vinyals, Dean, 2015).
/// </summary>
public sealed class SoftCrossEntropy : Loss
{
    private readonly LossReduction _reduction;
    private readonly double _factor;
    private readonly Scalar _inverseTemperature;
    private readonly Scalar? _epsilon;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="temperaturePower">The exponent p of the factor T^p.</param>
    /// <param name="reduction">How samples and classes are reduced.</param>
    /// <param name="targetEpsilon">A constant added to the teacher's probabilities, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public SoftCrossEntropy(double temperature = 4, double temperaturePower = 2, LossReduction reduction = LossReduction.BatchMean, double targetEpsilon = 0)
    {
        _inverseTemperature = Scalars.Of(1 / HyperParameter.Positive(temperature));
        _epsilon = HyperParameter.NotNegative(targetEpsilon) > 0 ? Scalars.Of(targetEpsilon) : null;
        _reduction = reduction;
        _factor = Math.Pow(temperature, temperaturePower);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C), (B, L, C) or (B, C, H, W).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or have another number of dimensions.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        (student, teacher) = Logits.Pair(student, teacher, nameof(SoftCrossEntropy));
        var classes = Logits.Classes(student);
        var target = nn.functional.softmax(teacher.mul(_inverseTemperature), classes);
        target = _epsilon is null ? target : target.add(_epsilon);
        var prediction = nn.functional.log_softmax(student.mul(_inverseTemperature), classes);
        return target.mul(prediction).sum().mul(Scalars.Of(-_factor / Logits.Divisor(student, _reduction)));
    }
}
