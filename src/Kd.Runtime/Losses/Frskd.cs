using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Feature refinement by self-distillation: a classifier learns from the answers and the attention maps of its own refined features,
/// which learn from the labels beside it (Ji et al., CVPR 2021).
/// </summary>
/// <remarks>
/// LabelWeight * (CE(s, y) + CE(t, y)) + ResponseWeight * T^2 * KL(t || s) + AttentionWeight * sum over maps of mean (a_s - a_t)^2, the
/// default of <see cref="AttentionTransfer"/>. The refined features are detached, and so are the answers t
/// in the divergence, unless DetachTarget is false.
/// </remarks>
/// <example><code>var loss = new Frskd().Forward(logits, [refined.Logits, map1, map2, refined.Map1, refined.Map2], batch.Labels);</code></example>
public sealed class Frskd : Loss
{
    private readonly AttentionTransfer _attention = new();
    private readonly double _temperature;
    private readonly Scalar _responseWeight;
    private readonly Scalar _attentionWeight;
    private readonly Scalar _labelWeight;
    private readonly bool _detachTarget;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="responseWeight">The weight of the self-teacher's answers, at least 0.</param>
    /// <param name="attentionWeight">The weight of its attention maps, at least 0.</param>
    /// <param name="labelWeight">The weight of the labels, for both, at least 0.</param>
    /// <param name="detachTarget">Whether the divergence leaves the self-teacher alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public Frskd(double temperature = 4, double responseWeight = 2, double attentionWeight = 100, double labelWeight = 1, bool detachTarget = true)
    {
        (_temperature, _detachTarget) = (HyperParameter.Positive(temperature), detachTarget);
        _responseWeight = Scalars.Of(HyperParameter.NotNegative(responseWeight) * temperature * temperature);
        _attentionWeight = Scalars.Of(HyperParameter.NotNegative(attentionWeight));
        _labelWeight = Scalars.Of(HyperParameter.NotNegative(labelWeight));
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The classifier's logits (B, C).</param>
    /// <param name="studentFeatures">
    /// The self-teacher's logits, of the same shape; then the classifier's maps (B, C, H, W); then, in their order, the refined maps. Channels
    /// may differ, and the larger of two maps is pooled to the smaller.
    /// </param>
    /// <param name="labels">Class numbers (B), from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">Shapes, numbers of maps or labels do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor[] studentFeatures, Tensor labels)
    {
        if (studentFeatures.Length % 2 == 0)
        {
            throw new ArgumentException(
                $"Frskd takes the self-teacher's logits, maps, and as many refined maps, but got {studentFeatures.Length} tensors.", nameof(studentFeatures));
        }

        var count = studentFeatures.Length / 2;
        var logits = ManyLogits.Checked([student, studentFeatures[0]], atLeast: 2, "Frskd", nameof(studentFeatures));
        (student, var teacher) = (logits[0], logits[1]);
        ClassLabels.Require(student, labels, "Frskd");
        var supervision = ManyLogits.CrossEntropies(student, labels).mean().add(ManyLogits.CrossEntropies(teacher, labels).mean(), Scalars.One);
        var response = ManyLogits.Divergences(student, _detachTarget ? teacher.detach() : teacher, _temperature).mean();
        var loss = supervision.mul(_labelWeight).add(response, _responseWeight);
        return studentFeatures[1..(count + 1)].Zip(studentFeatures[(count + 1)..]).Aggregate(
            loss, (sum, maps) => sum.add(_attention.Forward(maps.First, maps.Second.detach()), _attentionWeight));
    }
}
