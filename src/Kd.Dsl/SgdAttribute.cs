namespace Kd;

/// <summary>
/// Stochastic gradient descent, with momentum (Sutskever et al., ICML 2013) as PyTorch computes it:
/// v = momentum * v + (g + weightDecay * w); w = w - learningRate * v.
/// </summary>
/// <example><code>[Sgd(LearningRate = 0.05, Momentum = 0.9, WeightDecay = 5e-4)]</code></example>
[OptimizerClass("Kd.Training.Sgd")]
public sealed class SgdAttribute : OptimizerAttribute
{
    /// <summary>The learning rate before the schedule. Above 0. The default is RepDistiller's.</summary>
    [Bounds(Above = 0)]
    public double LearningRate { get; set; } = 0.05;

    /// <summary>The momentum, from 0 (none) to below 1.</summary>
    [Bounds(AtLeast = 0, Below = 1)]
    public double Momentum { get; set; }

    /// <summary>The L2 penalty, added to the gradient. At least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double WeightDecay { get; set; }

    /// <summary>Whether the step looks ahead along the momentum (Nesterov).</summary>
    [Effect(nameof(Momentum), IsNot = 0.0)]
    public bool Nesterov { get; set; }
}
