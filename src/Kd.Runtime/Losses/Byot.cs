using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Be your own teacher: each shallow exit of a network learns from the labels, from the answers of the deepest exit and from the
/// features before it (Zhang et al., ICCV 2019).
/// </summary>
/// <remarks>
/// <para>LabelWeight * CE(l_i, y) + ResponseWeight * T^2 * KL(l_C || l_i) + FeatureWeight * || f_i - f_C ||^2, summed over the shallow
/// exits i, and DeepestLabelWeight * CE(l_C, y) of the deepest exit C. What the deepest exit teaches is detached. The paper's weights
/// are 1 - a, a and lambda; the defaults are those of pytorch-be-your-own-teacher, but that the deepest exit learns from the labels
/// with weight 1, as in the paper.</para>
/// </remarks>
/// <example><code>var loss = new Byot().Forward([exit1, exit2, logits], [bottleneck1, bottleneck2, features], batch.Labels);</code></example>
public sealed class Byot : Loss
{
    private readonly double _temperature;
    private readonly Scalar _labelWeight;
    private readonly Scalar _deepestLabelWeight;
    private readonly Scalar _responseWeight;
    private readonly Scalar _featureWeight;
    private readonly bool _crossEntropy;
    private readonly LossReduction _featureReduction;
    private readonly bool _activeOnly;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="labelWeight">The weight of the labels for each shallow exit, at least 0.</param>
    /// <param name="deepestLabelWeight">The weight of the labels for the deepest exit, at least 0.</param>
    /// <param name="responseWeight">The weight of the deepest exit's answers, at least 0.</param>
    /// <param name="featureWeight">The weight of the features, at least 0.</param>
    /// <param name="crossEntropy">Whether answers are compared by cross-entropy, which exceeds KL by the entropy of the deepest exit's answers.</param>
    /// <param name="featureReduction">How the squares of the features' differences become a number.</param>
    /// <param name="activeOnly">Whether features only count where one of the two is above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public Byot(
        double temperature = 3,
        double labelWeight = 0.9,
        double deepestLabelWeight = 1,
        double responseWeight = 0.1,
        double featureWeight = 1e-6,
        bool crossEntropy = false,
        LossReduction featureReduction = LossReduction.Sum,
        bool activeOnly = false)
    {
        _temperature = HyperParameter.Positive(temperature);
        _labelWeight = Scalars.Of(HyperParameter.NotNegative(labelWeight));
        _deepestLabelWeight = Scalars.Of(HyperParameter.NotNegative(deepestLabelWeight));
        _responseWeight = Scalars.Of(HyperParameter.NotNegative(responseWeight) * temperature * temperature);
        _featureWeight = Scalars.Of(HyperParameter.NotNegative(featureWeight));
        (_crossEntropy, _featureReduction, _activeOnly) = (crossEntropy, featureReduction, activeOnly);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The logits (B, C) of the exits, the deepest last; at least two.</param>
    /// <param name="studentFeatures">The features of the exits, of one shape, in the same order; or none.</param>
    /// <param name="labels">Class numbers (B), from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">Shapes, numbers of exits or labels do not fit.</exception>
    public Tensor Forward(Tensor[] student, Tensor[] studentFeatures, Tensor labels)
    {
        student = ManyLogits.Checked(student, atLeast: 2, "Byot", nameof(student));
        ClassLabels.Require(student[0], labels, "Byot");
        if (studentFeatures.Length != 0 && studentFeatures.Length != student.Length)
        {
            throw new ArgumentException($"Byot takes a feature of each of the {student.Length} exits or none, but got {studentFeatures.Length}.", nameof(studentFeatures));
        }

        var answers = student[^1].detach();
        var loss = ManyLogits.CrossEntropies(student[^1], labels).mean().mul(_deepestLabelWeight);
        foreach (var exit in student[..^1])
        {
            loss = loss
                .add(ManyLogits.CrossEntropies(exit, labels).mean(), _labelWeight)
                .add(ManyLogits.Divergences(exit, answers, _temperature, _crossEntropy).mean(), _responseWeight);
        }

        return studentFeatures.SkipLast(1).Aggregate(loss, (sum, feature) => sum.add(Distance(feature, studentFeatures[^1].detach()), _featureWeight));
    }

    private Tensor Distance(Tensor feature, Tensor target)
    {
        Shapes.RequireEqual(feature, target, "Byot", "Bring the features of the exits to one shape, as the paper's bottleneck layers do.");
        var difference = feature.add(target, Scalars.MinusOne);
        if (_activeOnly)
        {
            difference = difference.masked_fill(feature.le(Scalars.Zero).logical_and(target.le(Scalars.Zero)), Scalars.Zero);
        }

        return Reduced.By(_featureReduction, difference.square());
    }
}
