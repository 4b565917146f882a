namespace Kd;

/// <summary>How samples are correlated for correlation congruence.</summary>
public enum CorrelationForm
{
    /// <summary>
    /// The paper's kernel: the Taylor expansion of a Gaussian, sum over p = 0 .. Order of exp(-2 Gamma) * (2 Gamma)^p / p! * (x_i . x_j)^p.
    /// </summary>
    Gaussian,

    /// <summary>The paper's simplest kernel: x_i . x_j.</summary>
    Bilinear,

    /// <summary>
    /// No kernel but RepDistiller's form: mean over i of the sum over dimensions of d[i] * d[i + 1], with d = |s - t|. It depends
    /// on the order of the samples, and student and teacher must have one shape or an Embedding.
    /// </summary>
    ConsecutiveDifferences,
}
