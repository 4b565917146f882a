namespace Kd;

/// <summary>
/// Relational knowledge distillation of angles: any three samples shall form the angle that they form for the teacher.
/// </summary>
/// <remarks>
/// <para>mean over triples (i, j, k) of huber(c_s[i, j, k] - c_t[i, j, k]), with c[i, j, k] the cosine of the angle between
/// x_j - x_i and x_k - x_i, and huber(a) = a^2 / 2 up to |a| = 1, |a| - 1/2 above (Park, Kim, Lu, Cho: "Relational Knowledge
/// Distillation", CVPR 2019). The mean is over all B^3 triples, as in the authors' code, which weights the term with 2 (50 in RepDistiller).</para>
/// <para>Shapes: (B, ...) on both sides, flattened to one row per sample; only B must agree, so that no adapter is needed. Memory
/// grows with B^2, not B^3.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[RkdAngle("late", Weight = 50)] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.RkdAngle")]
public sealed class RkdAngleAttribute(string hint) : InstanceRelationAttribute(hint)
{
    /// <summary>Whether each sample's row is divided by its norm first, as mmrazor does by default.</summary>
    public bool Normalize { get; set; }
}
