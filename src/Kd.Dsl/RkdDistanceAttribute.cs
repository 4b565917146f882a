namespace Kd;

/// <summary>
/// Relational knowledge distillation of distances: samples that are far apart for the teacher shall be so for the student.
/// </summary>
/// <remarks>
/// <para>mean over pairs (i, j) of huber(d_s[i, j] - d_t[i, j]), with d[i, j] = |x_i - x_j| divided by its mean over the pairs of
/// different samples, and huber(a) = a^2 / 2 up to |a| = 1, |a| - 1/2 above (Park, Kim, Lu, Cho: "Relational Knowledge
/// Distillation", CVPR 2019). The mean is over all B^2 pairs, as in the authors' code, which weights the term with 1 (25 in RepDistiller).</para>
/// <para>Shapes: (B, ...) on both sides, flattened to one row per sample; only B must agree, so that no adapter is needed. 0 for
/// a batch of one.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[RkdDistance("late", Weight = 25)] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.RkdDistance")]
public sealed class RkdDistanceAttribute(string hint) : InstanceRelationAttribute(hint)
{
    /// <summary>Whether each sample's row is divided by its norm first, as mmrazor does by default.</summary>
    public bool Normalize { get; set; }

    /// <summary>A constant added to the mean distance: 0 in the paper; KD_Lib adds 1e-7.</summary>
    public double MeanEpsilon { get; set; }
}
