namespace Kd;

/// <summary>The overhaul of feature distillation: the student follows the teacher's feature before its ReLU, as far as it matters behind it.</summary>
/// <remarks>
/// <para>The sum over elements, mean over samples, of (s - t')^2 where s is above t' or t' above 0, with t' = max(t, m) and m the
/// mean of a channel's negative values (Heo, Kim, Yun, Park, Kwak, Choi: "A Comprehensive Overhaul of Feature Distillation", ICCV 2019).
/// The authors' code weighs it with 0.001, and by halves from the last layer to the first.</para>
/// <para>Shapes: maps (B, C, H, W), of equal channels after the adapter, before the activation function; the teacher's is pooled to the
/// student's size. The adapter is <see cref="AdapterKind.Connector"/>. The teacher's batch normalisation is its hint "batchNorm".</para>
/// </remarks>
/// <example><code>[Ofd("batchNorm", Weight = 0.001)] private readonly BatchNorm2d norm;</code></example>
[LossClass("Kd.Losses.Ofd")]
public sealed class OfdAttribute : GuidedAttribute
{
    /// <summary>Makes the word.</summary>
    /// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
    public OfdAttribute(string hint)
        : base(hint) => Adapter = AdapterKind.Connector;

    /// <summary>Where the margin of a channel comes from.</summary>
    public OfdMargin Margin { get; set; }

    /// <summary>How samples and elements are reduced; the paper's is <see cref="LossReduction.BatchMean"/>.</summary>
    public LossReduction Reduction { get; set; } = LossReduction.BatchMean;
}
