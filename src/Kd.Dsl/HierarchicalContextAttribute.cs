namespace Kd;

/// <summary>The hierarchical context loss of ReviewKD: features are alike in the whole and in coarser and coarser views.</summary>
/// <remarks>
/// <para>The weighted mean of mean (s - t)^2 over the whole map, weight 1, and over its averages of 4x4, 2x2 and 1x1, weights 1/2, 1/4,
/// 1/8; sizes that are not below the map's are left out (Chen, Liu, Zhao, Jia: "Distilling Knowledge via Knowledge Review", CVPR 2021).
/// </para>
/// <para>Shapes: maps (B, C, H, W) or vectors (B, C), alike after the adapter.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[HierarchicalContext("late")] private readonly Sequential block2;</code></example>
[LossClass("Kd.Losses.HierarchicalContext")]
public sealed class HierarchicalContextAttribute(string hint) : GuidedAttribute(hint);
