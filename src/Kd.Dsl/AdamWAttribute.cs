namespace Kd;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov, Hutter: "Decoupled Weight Decay Regularization", ICLR 2019). Defaults as PyTorch.
/// </summary>
/// <example><code>[AdamW(LearningRate = 1e-3, WeightDecay = 0.05)]</code></example>
[OptimizerClass("Kd.Training.AdamW")]
public sealed class AdamWAttribute : OptimizerAttribute
{
    /// <summary>The learning rate before the schedule. Above 0.</summary>
    [Bounds(Above = 0)]
    public double LearningRate { get; set; } = 1e-3;

    /// <summary>The decay of the mean of the gradient, from 0 to below 1.</summary>
    [Bounds(AtLeast = 0, Below = 1)]
    public double Beta1 { get; set; } = 0.9;

    /// <summary>The decay of the mean of the squared gradient, from 0 to below 1.</summary>
    [Bounds(AtLeast = 0, Below = 1)]
    public double Beta2 { get; set; } = 0.999;

    /// <summary>Added to the denominator. Above 0.</summary>
    [Bounds(Above = 0)]
    public double Epsilon { get; set; } = 1e-8;

    /// <summary>The decoupled weight decay. At least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double WeightDecay { get; set; } = 0.01;
}
