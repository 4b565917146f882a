namespace Kd;

/// <summary>
/// DDGSD: two distorted views of a sample follow each other, in what the model predicts and in its features' mean.
/// </summary>
/// <remarks>
/// <para>T^2 KL(p(x1) || p(x2)) + T^2 KL(p(x2) || p(x1)) + FeatureWeight * || mean f(x1) - mean f(x2) ||^2, with p = softmax(logits / T),
/// the first p of a divergence taken as a constant, and means over samples (Xu, Liu: "Data-Distortion Guided Self-Distillation for Deep
/// Neural Networks", AAAI 2019). The paper adds the cross-entropy of both views with the label.</para>
/// <para>Shapes: logits (2B, C) and features (2B, ...): the batch holds B samples and then, in their order, their second views.</para>
/// </remarks>
/// <param name="places">The names of the place of the logits and of that of the features.</param>
/// <example><code>[DataDistortion("logits", "pooled")]</code></example>
[LossClass("Kd.Losses.DataDistortion"), Batches(BatchArrangement.TwoViews)]
public sealed class DataDistortionAttribute(params string[] places) : MultiPlaceAttribute(places)
{
    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 4;

    /// <summary>How much the features count, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double FeatureWeight { get; set; } = 5e-4;

    /// <summary>Whether the features' mean is one number, over samples and elements, as in Self-KD-Lib.</summary>
    [Effect(nameof(FeatureWeight), IsNot = 0.0, ByDefault = true)]
    public bool MeanOverElements { get; set; }
}
