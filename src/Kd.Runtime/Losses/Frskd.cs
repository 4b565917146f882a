using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Feature refinement by self-distillation: a classifier learns from the answers and the attention maps of its own refined features,
/// which learn from the labels beside it (Ji et al., CVPR 2021). For networks with a self-teacher, in hand-written training.
/// </summary>
/// <remarks>
/// LabelWeight * (CE(s, y) + CE(t, y)) + ResponseWeight * T^2 * KL(t || s) + AttentionWeight * sum over maps of mean (a_s - a_t)^2, with
/// a = sum over channels of f^2, divided by its length over the pixels. The refined features are detached, and so are the answers t
/// in the divergence, unless DetachTarget is false.
/// </remarks>
/// <example><code>var loss = new Frskd().Forward(logits, refined.Logits, maps, refined.Maps, batch.Labels);</code></example>
public sealed class Frskd : Loss
{
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
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        ArgumentOutOfRangeException.ThrowIfNegative(responseWeight);
        ArgumentOutOfRangeException.ThrowIfNegative(attentionWeight);
        ArgumentOutOfRangeException.ThrowIfNegative(labelWeight);
        (_temperature, _detachTarget) = (temperature, detachTarget);
        _responseWeight = Scalars.Of(responseWeight * temperature * temperature);
        (_attentionWeight, _labelWeight) = (Scalars.Of(attentionWeight), Scalars.Of(labelWeight));
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The classifier's logits (B, C).</param>
    /// <param name="teacher">The self-teacher's logits, of the same shape.</param>
    /// <param name="studentFeatures">The classifier's maps (B, C, H, W).</param>
    /// <param name="teacherFeatures">The refined maps, in the same order; channels may differ, height and width not.</param>
    /// <param name="labels">Class numbers (B), from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">Shapes, numbers of maps or labels do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor[] studentFeatures, Tensor[] teacherFeatures, Tensor labels)
    {
        ManyLogits.Require([student, teacher], atLeast: 2, "Frskd", nameof(teacher));
        ClassLabels.Require(student, labels, "Frskd");
        if (studentFeatures.Length != teacherFeatures.Length)
        {
            throw new ArgumentException($"Frskd takes as many refined maps as maps, {studentFeatures.Length}, but got {teacherFeatures.Length}.", nameof(teacherFeatures));
        }

        var supervision = ManyLogits.CrossEntropies(student, labels).mean().add(ManyLogits.CrossEntropies(teacher, labels).mean(), Scalars.One);
        var response = ManyLogits.Divergences(student, _detachTarget ? teacher.detach() : teacher, _temperature).mean();
        var loss = supervision.mul(_labelWeight).add(response, _responseWeight);
        return studentFeatures.Zip(teacherFeatures, Distance).Aggregate(loss, (sum, distance) => sum.add(distance, _attentionWeight));
    }

    private static Tensor Distance(Tensor map, Tensor refined)
    {
        if (map.dim() != 4 || refined.dim() != 4 || map.size(0) != refined.size(0) || !map.shape.AsSpan(2).SequenceEqual(refined.shape.AsSpan(2)))
        {
            throw new ArgumentException(
                $"Frskd takes maps (B, C, H, W) that differ in their channels at most, but got {Shapes.Text(map)} and {Shapes.Text(refined)}.", nameof(refined));
        }

        return nn.functional.mse_loss(Attention(map), Attention(refined.detach()));
    }

    private static Tensor Attention(Tensor map) => nn.functional.normalize(map.square().mean([1]).flatten(1));
}
