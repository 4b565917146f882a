using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Logit standardization: Hinton's distillation loss of z-scores (Sun et al., CVPR 2024).</summary>
public sealed class LogitStandardization : Loss
{
    private readonly Response _response;
    private readonly Scalar _epsilon;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="temperaturePower">The exponent p of the factor T^p.</param>
    /// <param name="reduction">How samples and classes are reduced.</param>
    /// <param name="targetEpsilon">A constant added to the teacher's probabilities, at least 0.</param>
    /// <param name="epsilon">What is added to the standard deviation, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public LogitStandardization(
        double temperature = 2, double temperaturePower = 2, LossReduction reduction = LossReduction.BatchMean, double targetEpsilon = 0, double epsilon = 1e-7)
    {
        _response = new(temperature, temperaturePower, reduction, targetEpsilon);
        _epsilon = Scalars.Of(HyperParameter.NotNegative(epsilon));
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C), (B, L, C) or (B, C, H, W).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or have another number of dimensions.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        (student, teacher) = Logits.Pair(student, teacher, nameof(LogitStandardization));
        var classes = Logits.Classes(student);
        return _response.Forward(Standardize.Along(student, classes, _epsilon), Standardize.Along(teacher, classes, _epsilon));
    }
}
