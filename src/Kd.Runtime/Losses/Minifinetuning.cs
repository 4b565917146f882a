using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>T^2 KL(q || p_s) at each token, q the teacher's distribution corrected towards the label (Belcak et al., 2025).</summary>
public sealed class Minifinetuning : TokenDivergence
{
    private readonly CorrectedTarget _target;

    /// <summary>Makes the loss.</summary>
    /// <param name="threshold">By how much the label leads, from 0 to 1.</param>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="temperaturePower">The exponent of the factor T^p.</param>
    /// <param name="reduction">How tokens and classes are reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public Minifinetuning(
        double threshold = 0.2, double temperature = 1, double temperaturePower = 2, TokenReduction reduction = TokenReduction.TokenMean)
        : base(temperature, temperaturePower, reduction) => _target = new(threshold);

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C) or (B, L, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <param name="labels">Class numbers (B) or (B, L), from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a label is no class.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor labels)
    {
        RequireLabels(student, labels);
        return Reduce(student, teacher, _target.Divergence(labels));
    }
}
