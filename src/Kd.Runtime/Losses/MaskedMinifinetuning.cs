using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// T^2 KL(q || p_s) at each token, q the teacher's distribution corrected towards the label, over the tokens that a mask marks.
/// </summary>
public sealed class MaskedMinifinetuning : TokenDivergence
{
    private readonly CorrectedTarget _target;

    /// <summary>Makes the loss.</summary>
    /// <param name="threshold">By how much the label leads, from 0 to 1.</param>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="temperaturePower">The exponent of the factor T^p.</param>
    /// <param name="reduction">How tokens and classes are reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public MaskedMinifinetuning(
        double threshold = 0.2, double temperature = 1, double temperaturePower = 2, TokenReduction reduction = TokenReduction.TokenMean)
        : base(temperature, temperaturePower, reduction) => _target = new(threshold);

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C) or (B, L, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <param name="labels">Class numbers (B) or (B, L), from 0 to C - 1 where the mask is not 0.</param>
    /// <param name="mask">(B) or (B, L), of any type: not 0 at the tokens that count.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a label that counts is no class.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor labels, Tensor mask)
    {
        RequireMask(student, mask);
        var counted = labels.masked_fill(mask.eq(Scalars.Zero), Scalars.Zero);
        RequireLabels(student, counted);
        return Reduce(student, teacher, _target.Divergence(counted), mask);
    }
}
