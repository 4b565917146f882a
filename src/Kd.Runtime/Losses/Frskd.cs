using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Feature refinement by self-distillation: a classifier learns from the answers and the attention maps of its own refined features,
/// which learn from the labels beside it (Ji et al., CVPR 2021). For networks with a self-teacher, in hand-written training.
/// </summary>
/// <remarks>
/// LabelWeight * (CE(s, y) + CE(t, y)) + ResponseWeight * T^2 * KL(t || s) + AttentionWeight * sum over maps of mean (a_s - a_t)^2, the
/// default of <see cref="AttentionTransfer"/>. The refined features are detached, and so are the answers t
/// in the divergence, unless DetachTarget is false.
/// </remarks>
/// <example><code>var loss = new Frskd().Forward(logits, refined.Logits, maps, refined.Maps, batch.Labels);</code></example>
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
    /// <param name="teacher">The self-teacher's logits, of the same shape.</param>
    /// <param name="studentFeatures">The classifier's maps (B, C, H, W).</param>
    /// <param name="teacherFeatures">The refined maps, in the same order; channels may differ, and the larger of two is pooled to the smaller.</param>
    /// <param name="labels">Class numbers (B), from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">Shapes, numbers of maps or labels do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor[] studentFeatures, Tensor[] teacherFeatures, Tensor labels)
    {
        var logits = ManyLogits.Checked([student, teacher], atLeast: 2, "Frskd", nameof(teacher));
        (student, teacher) = (logits[0], logits[1]);
        ClassLabels.Require(student, labels, "Frskd");
        if (studentFeatures.Length != teacherFeatures.Length)
        {
            throw new ArgumentException($"Frskd takes as many refined maps as maps, {studentFeatures.Length}, but got {teacherFeatures.Length}.", nameof(teacherFeatures));
        }

        var supervision = ManyLogits.CrossEntropies(student, labels).mean().add(ManyLogits.CrossEntropies(teacher, labels).mean(), Scalars.One);
        var response = ManyLogits.Divergences(student, _detachTarget ? teacher.detach() : teacher, _temperature).mean();
        var loss = supervision.mul(_labelWeight).add(response, _responseWeight);
        return studentFeatures.Zip(teacherFeatures).Aggregate(
            loss, (sum, maps) => sum.add(_attention.Forward(maps.First, maps.Second.detach()), _attentionWeight));
    }
}
