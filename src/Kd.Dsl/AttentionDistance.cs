namespace Kd;

/// <summary>How attention maps are compared.</summary>
public enum AttentionDistance
{
    /// <summary>The squared difference, mean over pairs of kept tokens.</summary>
    MeanSquared,

    /// <summary>
    /// The divergence from the teacher's softmax over attended tokens, mean over kept attending tokens. The maps are scores
    /// before the softmax.
    /// </summary>
    KullbackLeibler,

    /// <summary>
    /// As <see cref="KullbackLeibler"/> without the teacher's entropy: TextBrewer's cross-entropy, of the same gradient where every
    /// token is kept.
    /// </summary>
    CrossEntropy,
}
