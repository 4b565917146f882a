namespace Kd;

/// <summary>
/// OFA-KD at an intermediate place: a trained branch turns this member's output into logits, which follow the teacher's by
/// <see cref="OneForAllAttribute">[OneForAll]</see>.
/// </summary>
/// <remarks>
/// <para>mean over samples of -((1 + p_t[y])^g - 1) * log p_s[y] - sum over the other classes of p_t * log p_s, with p_s = softmax(branch
/// / T), g the exponent and y the label. The branch of maps (B, C, H, W) is a convolution of 1 x 1, the mean over pixels and a linear
/// layer, as the authors' at the last stage; that of tokens (B, L, C) the mean over tokens and a linear layer, that of vectors (B, C) a
/// linear layer. It is trained with the student, not exported with it (Hao et al.: "One-for-All: Bridge the Gap Between Heterogeneous
/// Architectures in Knowledge Distillation", NeurIPS 2023).</para>
/// <para>Shapes: (B, C), (B, L, C) or (B, C, H, W) of the student, the teacher's logits (B, K) and labels (B).</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> at the teacher's logits.</param>
/// <example><code>[OneForAllBranch("logits", Place = "stage3", Exponent = 1.5)] private readonly Sequential stage3;</code></example>
[LossClass("Kd.Losses.OneForAllBranch")]
public sealed class OneForAllBranchAttribute(string hint) : MemberKnowledgeAttribute(hint)
{
    /// <summary>The exponent of the target class, at least 1; the authors take 1 to 1.5.</summary>
    [Bounds(AtLeast = 1)]
    public double Exponent { get; set; } = 1;

    /// <summary>The temperature, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 1;

    /// <summary>Whether the other classes' probabilities get the exponent too, as in the authors' code; not in the paper.</summary>
    public bool AllClasses { get; set; }
}
