using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>(1 - r) KL(p_t || p_s) + r KL(p_s || p_t) at each token, p = softmax(logits / T), over the tokens that a mask marks.</summary>
public sealed class MaskedSymmetricKl : TokenDivergence
{
    private readonly Func<Tensor, Tensor, Tensor> _divergence;

    /// <summary>Makes the loss.</summary>
    /// <param name="reverseShare">The share of the reverse divergence, from 0 to 1.</param>
    /// <param name="crossEntropy">Whether the entropy of the teacher is left out.</param>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="temperaturePower">The exponent of the factor T^p.</param>
    /// <param name="reduction">How tokens and classes are reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public MaskedSymmetricKl(
        double reverseShare = 0.5, bool crossEntropy = false, double temperature = 1, double temperaturePower = 0, TokenReduction reduction = TokenReduction.TokenMean)
        : base(temperature, temperaturePower, reduction) =>
        _divergence = Divergence.Symmetric(reverseShare, crossEntropy);

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C) or (B, L, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <param name="mask">(B) or (B, L), of any type: not 0 at the tokens that count.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor mask) => Reduce(student, teacher, _divergence, mask);
}
