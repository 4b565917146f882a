namespace Kd;

/// <summary>
/// Relation-based knowledge between two places: how features flow from one to the other. Base of all such words and, by
/// itself, the FSP matrix.
/// </summary>
/// <remarks>
/// <para>G[c, d] = mean over height and width of a[c] * b[d] for the maps a and b of the two places; the loss is the mean over
/// samples and elements of (G_s - G_t)^2 (Yim et al.: "A Gift from Knowledge Distillation", CVPR 2017). Where the maps differ
/// in size the larger is pooled to the smaller. Pooling and distance default to RepDistiller's; the paper's max pooling is an option.</para>
/// <para>Shapes: maps (B, C, H, W). Student and teacher may differ in height and width; where they differ in channels an adapter
/// stands before the matrix.</para>
/// </remarks>
/// <param name="first">The id of the place where the flow begins.</param>
/// <param name="second">The id of the place where it ends.</param>
/// <example><code>[RelationPair("early", "late", Weight = 0.5)]</code></example>
[LossClass("Kd.Losses.RelationPair")]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public class RelationPairAttribute(string first, string second) : KnowledgeAttribute
{
    /// <summary>The id of the first place.</summary>
    public string First { get; } = first;

    /// <summary>The id of the second place.</summary>
    public string Second { get; } = second;

    /// <summary>The map from the student's channels to the teacher's, on each side.</summary>
    public AdapterKind Adapter { get; set; } = AdapterKind.Auto;

    /// <summary>How the larger map is brought to the size of the smaller.</summary>
    public FspPooling Pooling { get; set; } = FspPooling.Average;

    /// <summary>How the two matrices are compared.</summary>
    public FspDistance Distance { get; set; } = FspDistance.MeanSquared;
}
