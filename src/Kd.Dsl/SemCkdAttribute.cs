namespace Kd;

/// <summary>SemCKD: each place of the student follows all of the teacher's, those of like meaning most.</summary>
/// <remarks>
/// <para>The mean over samples and the student's places of the sum over the teacher's places of a * mean (p(s) - t)^2, with p learned
/// projections and a the softmax, over the teacher's places, of a learned affinity between the similarities of the samples at both
/// (Chen, Mei, Zhang, Wang, Feng, Chen: "Cross-Layer Distillation with Semantic Calibration", AAAI 2021). RepDistiller's successors weigh
/// it with 400.</para>
/// <para>Shapes: maps (B, C, H, W) or vectors (B, C). Channels may differ; of each pair the larger map is pooled to the smaller.</para>
/// </remarks>
/// <param name="places">The names of the student's places, from the first layer to the last.</param>
/// <example><code>[SemCkd("early", "middle", "late", BatchSize = 64, Weight = 400)]</code></example>
[LossClass("Kd.Losses.SemCkd")]
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class SemCkdAttribute(params string[] places) : MultiPlaceAttribute(places)
{
    /// <summary>The most samples in a batch: the attention is of their similarities.</summary>
    public int BatchSize { get; set; } = 64;

    /// <summary>What the attention's energies are divided by, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 1;

    /// <summary>By what the batch size is divided within the attention, at least 1.</summary>
    [Bounds(AtLeast = 1)]
    public int Factor { get; set; } = 4;
}
