namespace Kd;

/// <summary>
/// Born-again networks: a class teaches itself over generations (Furlanello et al., ICML 2018).
/// </summary>
/// <remarks>
/// A first model learns from the labels alone; each further generation is a new model of the class that learns, by the terms, from the
/// generation before, which is frozen. The last one is the result; what the mean of the probabilities of all generations is worth is
/// reported beside it. One generation is the self-training of Tf-KD (Yuan et al.: "Revisiting Knowledge Distillation via Label Smoothing
/// Regularization", CVPR 2020).
/// </remarks>
/// <example><code>[Student, BornAgain(Generations = 2), Response(Temperature = 4), TaskLoss]</code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class BornAgainAttribute : Attribute
{
    /// <summary>How many generations have a teacher. At least 1.</summary>
    [Bounds(AtLeast = 1)]
    public int Generations { get; set; } = 1;
}
