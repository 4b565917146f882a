namespace Kd;

/// <summary>PKD: each channel of the student correlates with the teacher's. For detectors whose features differ in size of values.</summary>
/// <remarks>
/// <para>Half the mean of (z_s - z_t)^2, with z each channel minus its mean over samples and pixels, divided by its standard deviation
/// + 1e-6: 1 - the Pearson correlation (Cao, Zhang, Gao, Cheng, Cheng, Zhu: "PKD: General Distillation Framework for Object Detectors via
/// Pearson Correlation Coefficient", NeurIPS 2022). mmrazor's weight is 6.</para>
/// <para>Shapes: maps (B, C, H, W) or vectors (B, C), of equal channels after the adapter; where sizes differ one is interpolated.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[Pkd("neck", Weight = 6)] private readonly Sequential neck;</code></example>
[LossClass("Kd.Losses.Pkd")]
public sealed class PkdAttribute(string hint) : GuidedAttribute(hint)
{
    /// <summary>Whether the student's map is brought to the teacher's size where they differ; else the teacher's.</summary>
    public bool ResizeStudent { get; set; } = true;
}
