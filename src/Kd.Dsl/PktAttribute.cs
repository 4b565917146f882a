namespace Kd;

/// <summary>
/// Probabilistic knowledge transfer: how probably each sample is a neighbour of another, student's against teacher's.
/// </summary>
/// <remarks>
/// <para>mean over pairs (i, j) of p_t * log((p_t + Epsilon) / (p_s + Epsilon)), with p[i, j] = (cos(x_i, x_j) + 1) / 2 divided
/// by its sum over j (Passalis, Tefas: "Learning Deep Representations with Probabilistic Knowledge Transfer", ECCV 2018). The
/// mean is over all B^2 pairs, as in the authors' code.</para>
/// <para>Shapes: (B, ...) on both sides, flattened to one row per sample; only B must agree, so that no adapter is needed. 0 for
/// a batch of one.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[Pkt("late", Weight = 30000)] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.Pkt")]
public sealed class PktAttribute(string hint) : InstanceRelationAttribute(hint)
{
    /// <summary>A constant added to norms and probabilities, above 0: 1e-7 in the authors' code, 1e-6 in KD-Zoo.</summary>
    [Bounds(Above = 0)]
    public double Epsilon { get; set; } = 1e-7;
}
