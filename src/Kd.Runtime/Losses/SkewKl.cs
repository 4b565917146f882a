using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>KL(p_t || a p_t + (1 - a) p_s) at each token, p = softmax(logits / T) (Ko et al., ICML 2024).</summary>
public sealed class SkewKl : TokenDivergence
{
    private readonly Func<Tensor, Tensor, Tensor> _divergence;

    /// <summary>Makes the loss.</summary>
    /// <param name="skew">The skew, from 0 to below 1.</param>
    /// <param name="crossEntropy">Whether the entropy of the teacher is left out.</param>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="temperaturePower">The exponent of the factor T^p.</param>
    /// <param name="reduction">How tokens and classes are reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public SkewKl(
        double skew = 0.1, bool crossEntropy = false, double temperature = 1, double temperaturePower = 0, TokenReduction reduction = TokenReduction.TokenMean)
        : base(temperature, temperaturePower, reduction) =>
        _divergence = Divergence.Skewed(skew, crossEntropy);

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C) or (B, L, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor teacher) => Reduce(student, teacher, (s, t) => _divergence(t, s));
}
