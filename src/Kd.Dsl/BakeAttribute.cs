namespace Kd;

/// <summary>
/// Batch knowledge ensembling: each sample learns from its own answer mixed with those of the samples of the batch that look like it.
/// </summary>
/// <remarks>
/// <para>T^2 KL(q || p), p = softmax(logits / T), q = (1 - Omega) * (I - Omega * A)^-1 * p taken as a constant, A the softmax over the
/// other samples of the cosines of the features, and the mean over samples (Ge et al.: "Self-distillation with Batch Knowledge Ensembling
/// Improves ImageNet Classification", 2021). The paper adds the cross-entropy with the labels. Batches hold pairs of one class, so that a
/// sample finds one that looks like it; the paper's have more than two.</para>
/// <para>Shapes: logits (B, C) and features (B, ...), which get no gradient.</para>
/// </remarks>
/// <param name="place">The name of the place of the features before the classifier.</param>
/// <example><code>[Student, TaskLoss, Bake("pooled")]</code></example>
[LossClass("Kd.Losses.Bake"), Batches(BatchArrangement.ClassPairs)]
public sealed class BakeAttribute(string place) : MultiPlaceAttribute(place)
{
    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 4;

    /// <summary>The share of the other samples' answers, from 0 to below 1.</summary>
    [Bounds(AtLeast = 0, Below = 1)]
    public double Omega { get; set; } = 0.5;
}
