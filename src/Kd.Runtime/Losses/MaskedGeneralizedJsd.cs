using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>b KL(p_t || m) + (1 - b) KL(p_s || m) at each token, m = b p_t + (1 - b) p_s (Agarwal et al., ICLR 2024), over the tokens that a mask marks.</summary>
public sealed class MaskedGeneralizedJsd : TokenDivergence
{
    private readonly Func<Tensor, Tensor, Tensor> _divergence;

    /// <summary>Makes the loss.</summary>
    /// <param name="beta">The share of the teacher, from 0 to 1.</param>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="temperaturePower">The exponent of the factor T^p.</param>
    /// <param name="reduction">How tokens and classes are reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public MaskedGeneralizedJsd(
        double beta = 0.5, double temperature = 1, double temperaturePower = 0, TokenReduction reduction = TokenReduction.TokenMean)
        : base(temperature, temperaturePower, reduction) =>
        _divergence = Divergence.JensenShannon(beta);

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C) or (B, L, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <param name="mask">(B) or (B, L), of any type: not 0 at the tokens that count.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor mask) => Reduce(student, teacher, _divergence, mask);
}
