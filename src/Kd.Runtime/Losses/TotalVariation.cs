using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>1/2 sum of |p_t - p_s| at each token, p = softmax(logits / T) (Wen et al., ACL 2023).</summary>
public sealed class TotalVariation : TokenDivergence
{
    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="temperaturePower">The exponent of the factor T^p.</param>
    /// <param name="reduction">How tokens and classes are reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public TotalVariation(double temperature = 1, double temperaturePower = 0, TokenReduction reduction = TokenReduction.TokenMean)
        : base(temperature, temperaturePower, reduction)
    {
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C) or (B, L, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor teacher) => Reduce(student, teacher, Divergence.TotalVariation);
}
