using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>KL(p_s || a p_s + (1 - a) p_t) at each token, p = softmax(logits / T) (Ko et al., ICML 2024).</summary>
public sealed class ReverseSkewKl : TokenDivergence
{
    private readonly Func<Tensor, Tensor, Tensor> _divergence;

    /// <summary>Makes the loss.</summary>
    /// <param name="skew">The skew, from 0 to below 1.</param>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="temperaturePower">The exponent of the factor T^p.</param>
    /// <param name="reduction">How tokens and classes are reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public ReverseSkewKl(double skew = 0.1, double temperature = 1, double temperaturePower = 0, TokenReduction reduction = TokenReduction.TokenMean)
        : base(temperature, temperaturePower, reduction) =>
        _divergence = Divergence.Skewed(skew, crossEntropy: false);

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C) or (B, L, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor teacher) => Reduce(student, teacher, _divergence);
}
