using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>KL(p_t || p_s) at each token, p = softmax(logits / T), over the tokens that a mask marks.</summary>
public sealed class MaskedForwardKl : TokenDivergence
{
    private readonly Func<Tensor, Tensor, Tensor> _divergence;

    /// <summary>Makes the loss.</summary>
    /// <param name="crossEntropy">Whether the entropy of the teacher is left out.</param>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="temperaturePower">The exponent of the factor T^p.</param>
    /// <param name="reduction">How tokens and classes are reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public MaskedForwardKl(
        bool crossEntropy = false, double temperature = 1, double temperaturePower = 0, TokenReduction reduction = TokenReduction.TokenMean)
        : base(temperature, temperaturePower, reduction) =>
        _divergence = crossEntropy ? Divergence.CrossEntropy : Divergence.Kl;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C) or (B, L, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <param name="mask">(B) or (B, L), of any type: not 0 at the tokens that count.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor mask) => Reduce(student, teacher, (s, t) => _divergence(t, s), mask);
}
