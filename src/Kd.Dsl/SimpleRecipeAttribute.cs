namespace Kd;

/// <summary>
/// SRD's simple recipe: a projector, batch normalization of both features and the logarithm of a sum, which softens large differences.
/// </summary>
/// <remarks>
/// <para>log of the sum over all elements of |N(A(f_s)) - N(f_t)|^a, with A the adapter and N dividing each channel, less its mean, by
/// its standard deviation in the batch (Miles, Mikolajczyk: "Understanding the Role of the Projector in Knowledge Distillation", AAAI
/// 2024). Where the features agree it is the logarithm of 1e-30, with no gradient. The paper's projector is
/// <c>Adapter = AdapterKind.Linear</c>; it adds <c>[Response]</c>.</para>
/// <para>Shapes: (B, C), (B, C, L) or (B, C, H, W), A(f_s) and f_t alike. A batch of one has constant features.</para>
/// </remarks>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[SimpleRecipe("pooled", Adapter = AdapterKind.Linear)] private readonly AdaptiveAvgPool2d pool;</code></example>
[LossClass("Kd.Losses.SimpleRecipe")]
public sealed class SimpleRecipeAttribute(string hint) : GuidedAttribute(hint)
{
    /// <summary>The exponent a, at least 1.</summary>
    [Bounds(AtLeast = 1)]
    public double Exponent { get; set; } = 4;

    /// <summary>Whether the features are normalized; torchdistill leaves that to the models.</summary>
    public bool Normalize { get; set; } = true;
}
