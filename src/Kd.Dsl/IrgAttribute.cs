namespace Kd;

/// <summary>
/// The instance relationship graph: samples as vertices, their distances as edges, and how vertices move from place to place.
/// </summary>
/// <remarks>
/// <para>VertexWeight * V + EdgeWeight * E + TransformationWeight * T. V is the mean of (s - t)^2 at the last place; E the mean over
/// the places before it and pairs (i, j) of (e_s - e_t)^2 with e = |x_i - x_j|^2 divided by its largest; T the mean over neighbouring
/// maps among these and samples of (m_s - m_t)^2 with m = |a_i - b_i|^2 divided by its largest, the larger map pooled to the smaller and its channels
/// averaged in groups (Liu, Cao, Li, Yuan, Hu, Li, Duan: "Knowledge Distillation via Instance Relationship Graph", CVPR 2019; as
/// KD-Zoo, whose weights are the defaults).</para>
/// <para>Shapes: two or more places (B, ...), the last one alike on both sides, such as logits; of two neighbouring maps
/// (B, C, H, W) the channels of one are a multiple of the other's.</para>
/// </remarks>
/// <param name="places">The names of the student's places, from the first layer to the last.</param>
/// <example><code>[Irg("early", "late", "logits")]</code></example>
[LossClass("Kd.Losses.Irg")]
public sealed class IrgAttribute(params string[] places) : MultiPlaceAttribute(places)
{
    /// <summary>The factor of the vertices' term.</summary>
    public double VertexWeight { get; set; } = 0.1;

    /// <summary>The factor of the edges' term.</summary>
    public double EdgeWeight { get; set; } = 5;

    /// <summary>The factor of the transformations' term.</summary>
    public double TransformationWeight { get; set; } = 5;
}
