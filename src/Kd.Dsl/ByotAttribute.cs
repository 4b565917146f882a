namespace Kd;

/// <summary>
/// Be your own teacher: each early exit of a network learns from the labels, from the answers of the deepest exit and from the features
/// before it.
/// </summary>
/// <remarks>
/// <para>LabelWeight * CE(l_i, y) + ResponseWeight * T^2 * KL(p_C || p_i) + FeatureWeight * || f_i - f_C ||^2, the sum over the early exits i,
/// and DeepestLabelWeight * CE(l_C, y) of the deepest exit C, with p = softmax(logits / T) and the mean over samples; what the deepest exit
/// teaches is taken as a constant (Zhang et al.: "Be Your Own Teacher: Improve the Performance of Convolutional Neural Networks via Self
/// Distillation", ICCV 2019). The paper's weights are 1 - a, a and lambda. The defaults are those of pytorch-be-your-own-teacher, but that
/// the deepest exit learns from the labels with weight 1, as in the paper. It has the labels' terms in it, so that no
/// <see cref="TaskLossAttribute">[TaskLoss]</see> is needed.</para>
/// <para>Shapes: logits (B, C) of the <see cref="ExitAttribute">[Exit]</see>s and of the model, and labels (B). The
/// <see cref="ExitFeatureAttribute">[ExitFeature]</see>s, if there are any, are of one shape, as the paper's bottleneck layers make them.</para>
/// </remarks>
/// <example>
/// <code>
/// [Student, Byot(Temperature = 3)]
/// public sealed partial class DigitsNet : Module&lt;Tensor, Tensor&gt;
/// {
///     [Exit] private readonly Linear exit1;
///     [Exit] private readonly Linear exit2;
/// </code>
/// </example>
[LossClass("Kd.Losses.Byot")]
public sealed class ByotAttribute : ExitKnowledgeAttribute
{
    /// <summary>The temperature T, above 0.</summary>
    [Bounds(Above = 0)]
    public double Temperature { get; set; } = 3;

    /// <summary>The weight of the labels for each early exit, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double LabelWeight { get; set; } = 0.9;

    /// <summary>The weight of the labels for the deepest exit, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double DeepestLabelWeight { get; set; } = 1;

    /// <summary>The weight of the deepest exit's answers, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double ResponseWeight { get; set; } = 0.1;

    /// <summary>The weight of the features, at least 0.</summary>
    [Bounds(AtLeast = 0)]
    public double FeatureWeight { get; set; } = 1e-6;

    /// <summary>Whether answers are compared by cross-entropy, which exceeds KL by the entropy of the deepest exit's answers.</summary>
    [Effect(nameof(ResponseWeight), IsNot = 0.0, ByDefault = true)]
    public bool CrossEntropy { get; set; }

    /// <summary>How the squares of the features' differences become a number.</summary>
    [Effect(nameof(FeatureWeight), IsNot = 0.0, ByDefault = true)]
    public LossReduction FeatureReduction { get; set; } = LossReduction.Sum;

    /// <summary>Whether features only count where one of the two is above 0, as in pytorch-be-your-own-teacher.</summary>
    [Effect(nameof(FeatureWeight), IsNot = 0.0, ByDefault = true)]
    public bool ActiveOnly { get; set; }
}
