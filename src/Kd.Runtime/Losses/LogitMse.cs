using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Logit regression: T^TemperaturePower * mean over elements of ((s - t) / T)^2 (Ba, Caruana, NeurIPS 2014; Kim et al., IJCAI 2021).</summary>
public sealed class LogitMse : Loss
{
    private readonly double _factor;
    private readonly LossReduction _reduction;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="temperaturePower">The exponent p of the factor T^p.</param>
    /// <param name="reduction">How samples and classes are reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0.</exception>
    public LogitMse(double temperature = 1, double temperaturePower = 0, LossReduction reduction = LossReduction.ElementMean)
    {
        _factor = Math.Pow(HyperParameter.Positive(temperature), temperaturePower - 2);
        _reduction = reduction;
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C), (B, L, C) or (B, C, H, W).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or have another number of dimensions.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        (student, teacher) = Logits.Pair(student, teacher, nameof(LogitMse));
        return nn.functional.mse_loss(student, teacher, nn.Reduction.Sum).mul(Scalars.Of(_factor / Logits.Divisor(student, _reduction)));
    }
}
