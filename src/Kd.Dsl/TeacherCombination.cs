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

    /// <summary>
    /// A teacher counts so much that the step lessens the divergence from each of them, as far as that can be: the weights, one for all
    /// samples of a batch, make the norm of the weighted sum of the gradients with respect to the student's logits as small as it gets, with
    /// none above LargestWeight (Du et al.: "Agree to Disagree: Adaptive Ensemble Knowledge Distillation in Gradient Space", NeurIPS 2020).
    /// </summary>
    Gradient,
}
