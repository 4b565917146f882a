namespace Kd;

/// <summary>
/// ONE: the branches of a model follow their gated ensemble, which is made on the fly, while all learn the task.
/// </summary>
/// <remarks>
/// <para>e = sum over branches of g_i * logits_i; the loss is the sum of the cross-entropies of the branches and of e with the labels +
/// Consistency * sum over branches of T^2 KL(p_e || p_i), with p = softmax(logits / T), the mean over samples and p_e taken as a
/// constant (Lan, Zhu, Gong: "Knowledge Distillation by On-the-Fly Native Ensemble", NeurIPS 2018).</para>
/// <para>Shapes: logits (B, C) of each of M branches, the gate's weights (B, M) and labels (B).</para>
/// </remarks>
/// <param name="places">The names of the places of the branches' logits, two or more, and then that of the gate.</param>
/// <example><code>[NativeEnsemble("branch1", "branch2", "branch3", "gate", Consistency = 0.8)]</code></example>
[LossClass("Kd.Losses.NativeEnsemble")]
public sealed class NativeEnsembleAttribute(params string[] places) : MultiPlaceAttribute(places)
{
    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 3;

    /// <summary>How much the ensemble counts beside the labels, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double Consistency { get; set; } = 1;

    /// <summary>A constant added to the ensemble's probabilities (the authors' code: 1e-7). 0 in the paper.</summary>
    public double TargetEpsilon { get; set; }
}
