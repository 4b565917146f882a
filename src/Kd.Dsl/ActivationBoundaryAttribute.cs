namespace Kd;

/// <summary>Activation boundaries: each of the student's neurons is active where the teacher's is, by a margin.</summary>
/// <remarks>
/// <para>The sum over elements, mean over samples, of max(0, m - s)^2 where t is above 0 and of max(0, m + s)^2 elsewhere (Heo, Lee, Yun,
/// Choi: "Knowledge Transfer via Distillation of Activation Boundaries Formed by Hidden Neurons", AAAI 2019). The authors' code weighs it
/// with 0.003, and by halves from the last layer to the first.</para>
/// <para>Shapes: any, alike after the adapter, before the activation function. The adapter is <see cref="AdapterKind.Connector"/>.</para>
/// </remarks>
/// <example><code>[ActivationBoundary("late", Weight = 0.003)] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.ActivationBoundary")]
public sealed class ActivationBoundaryAttribute : GuidedAttribute
{
    /// <summary>Makes the word.</summary>
    /// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
    public ActivationBoundaryAttribute(string hint)
        : base(hint) => Adapter = AdapterKind.Connector;

    /// <summary>m, above 0.</summary>
    [Bounds(Above = 0)]
    public double Margin { get; set; } = 1;

    /// <summary>How samples and elements are reduced; the authors' is <see cref="LossReduction.BatchMean"/>.</summary>
    public LossReduction Reduction { get; set; } = LossReduction.BatchMean;
}
