using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>w KL(p_t || p_s) + (1 - w) KL(p_s || p_t) at each token, w the share of the teacher's head in the error (Wu et al., COLING 2025).</summary>
public sealed class AdaptiveKl : TokenDivergence
{
    private readonly Func<Tensor, Tensor, Tensor> _divergence;

    /// <summary>Makes the loss.</summary>
    /// <param name="headMass">How much of the teacher's probability the head has, from 0 to 1.</param>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="temperaturePower">The exponent of the factor T^p.</param>
    /// <param name="reduction">How tokens and classes are reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public AdaptiveKl(double headMass = 0.5, double temperature = 1, double temperaturePower = 0, TokenReduction reduction = TokenReduction.TokenMean)
        : base(temperature, temperaturePower, reduction) =>
        _divergence = Divergence.Adaptive(headMass);

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C) or (B, L, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor teacher) => Reduce(student, teacher, _divergence);
}
