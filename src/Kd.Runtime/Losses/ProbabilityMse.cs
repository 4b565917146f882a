using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// The squared difference of class probabilities: T^2 * mean over elements of (p_s - p_t)^2, p = softmax(logits / T) (Tarvainen, Valpola,
/// NeurIPS 2017).
/// </summary>
public sealed class ProbabilityMse : Loss
{
    private readonly Scalar _inverseTemperature;
    private readonly double _factor;
    private readonly LossReduction _reduction;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="temperaturePower">The exponent p of the factor T^p.</param>
    /// <param name="reduction">How samples and classes are reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0.</exception>
    public ProbabilityMse(double temperature = 1, double temperaturePower = 2, LossReduction reduction = LossReduction.ElementMean)
    {
        _inverseTemperature = Scalars.Of(1 / HyperParameter.Positive(temperature));
        _factor = Math.Pow(temperature, temperaturePower);
        _reduction = reduction;
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C), (B, L, C) or (B, C, H, W).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or have another number of dimensions.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        (student, teacher) = Logits.Pair(student, teacher, nameof(ProbabilityMse));
        return nn.functional.mse_loss(Probabilities(student), Probabilities(teacher), nn.Reduction.Sum)
            .mul(Scalars.Of(_factor / Logits.Divisor(student, _reduction)));
    }

    private Tensor Probabilities(Tensor logits) => nn.functional.softmax(logits.mul(_inverseTemperature), Logits.Classes(logits));
}
