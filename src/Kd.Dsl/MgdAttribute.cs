namespace Kd;

/// <summary>Masked generative distillation: the teacher's feature is generated from a part of the student's.</summary>
/// <remarks>
/// <para>The sum over elements, mean over samples, of (G(M * s) - t)^2, with M a random mask and G two learned 3x3 convolutions with a ReLU
/// between (Yang, Li, Shao, Shi, Yuan, Yuan: "Masked Generative Distillation", ECCV 2022). The authors weigh it with 2e-5 for detection and
/// 7e-5 for classification, where they mask 15 % of the channels.</para>
/// <para>Shapes: maps (B, C, H, W), alike after the adapter.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[Mgd("neck", Weight = 2e-5)] private readonly Sequential neck;</code></example>
[LossClass("Kd.Losses.Mgd")]
public sealed class MgdAttribute(string hint) : GuidedAttribute(hint)
{
    /// <summary>How much is masked, from 0 to 1.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double MaskRatio { get; set; } = 0.65;

    /// <summary>What is masked.</summary>
    public MgdMask Mask { get; set; }

    /// <summary>How samples and elements are reduced; the paper's is <see cref="LossReduction.BatchMean"/>.</summary>
    public LossReduction Reduction { get; set; } = LossReduction.BatchMean;
}
