using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Channel-wise distillation: T^2 / (B * C) * sum of p_t * (log p_t - log p_s), p = softmax of a channel's pixels / T
/// (Shu et al., ICCV 2021).
/// </summary>
[AgreesOn(Agreement.Shape)]
public sealed class ChannelWiseDivergence : Loss
{
    private readonly double _factor;
    private readonly Scalar _inverseTemperature;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">T, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0.</exception>
    public ChannelWiseDivergence(double temperature = 4)
    {
        HyperParameter.Positive(temperature);
        (_factor, _inverseTemperature) = (temperature * temperature, 1 / temperature);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Maps (B, C, H, W), or logits of pixels, after the adapter.</param>
    /// <param name="teacher">Maps of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or are not maps.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        FeatureMaps.Require(student, teacher, "ChannelWiseDivergence");
        Shapes.RequireEqual(student, teacher, "ChannelWiseDivergence", "Give the attribute an Adapter that relates them, such as AdapterKind.Auto.");
        var divergence = nn.functional.kl_div(LogShares(student), LogShares(teacher), log_target: true, reduction: nn.Reduction.Sum);
        return divergence.mul(Scalars.Of(_factor / (student.size(0) * student.size(1))));
    }

    private Tensor LogShares(Tensor map) => nn.functional.log_softmax(map.flatten(2).mul(_inverseTemperature), 2);
}
