using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>The angle between logits: mean over samples of 1 - cos(s, t), as Liger-Kernel's cosine distillation.</summary>
public sealed class LogitCosine : Loss
{
    private readonly LossReduction _reduction;

    /// <summary>Makes the loss.</summary>
    /// <param name="reduction">How samples are reduced.</param>
    public LogitCosine(LossReduction reduction = LossReduction.BatchMean) => _reduction = reduction;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C), (B, L, C) or (B, C, H, W).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or have another number of dimensions.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        (student, teacher) = Logits.Pair(student, teacher, nameof(LogitCosine));
        var cosines = Correlation.Of(student, teacher, Logits.Classes(student));
        return cosines.neg().add(Scalars.One).sum().mul(Scalars.Of(1 / Logits.Divisor(student, _reduction)));
    }
}
