namespace Kd;

/// <summary>
/// DarkRank: the teacher's order of a sample's nearest neighbours shall be likely for the student.
/// </summary>
/// <remarks>
/// <para>-mean over samples i of the sum over the teacher's nearest n = 1 .. Neighbors of log(exp(q_n) / sum over m >= n of
/// exp(q_m)), with q = -Alpha * |x_i - x_j|^Beta the student's score of a neighbour (Chen, Wang, Zhang: "DarkRank: Accelerating
/// Deep Metric Learning via Cross Sample Similarities Transfer", AAAI 2018, the hard form, as in the code of RKD's authors).</para>
/// <para>Shapes: (B, ...) on both sides, flattened to one row per sample; only B must agree. Fewer neighbours are ranked where the
/// batch has fewer.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[HardDarkRank("embedding")] private readonly Linear embedding;</code></example>
[LossClass("Kd.Losses.HardDarkRank")]
public sealed class HardDarkRankAttribute(string hint) : InstanceRelationAttribute(hint)
{
    /// <summary>The scale of the scores, above 0.</summary>
    [Bounds(Above = 0)]
    public double Alpha { get; set; } = 3;

    /// <summary>The power of the distance, at least 1.</summary>
    [Bounds(AtLeast = 1)]
    public double Beta { get; set; } = 3;

    /// <summary>How many neighbours of each sample are ranked.</summary>
    public int Neighbors { get; set; } = 4;
}
