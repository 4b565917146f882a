namespace Kd;

/// <summary>How the answers of several teachers become one target.</summary>
public enum TeacherCombination
{
    /// <summary>The mean of the divergences from each teacher (You et al., KDD 2017).</summary>
    MeanLoss,

    /// <summary>The divergence from the mean of the teachers' logits.</summary>
    MeanLogits,

    /// <summary>
    /// A teacher counts more for a sample the lower the entropy of its answer is: (1 - H_k / sum of H) / (K - 1) (Kwon et al.,
    /// "Adaptive Knowledge Distillation Based on Entropy", ICASSP 2020, in the form of CA-MKD).
    /// </summary>
    Entropy,

    /// <summary>
    /// A teacher counts more for a sample the better it knows the label: (1 - softmax_k of its cross-entropy) / (K - 1) (Zhang, Chen,
    /// Wang: "Confidence-Aware Multi-Teacher Knowledge Distillation", ICASSP 2022).
    /// </summary>
    Confidence,
}
