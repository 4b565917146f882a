using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Softmax regression representation learning: the mean of (f - t)^2, f and t pooled over the pixels and f a learned map of the
/// student's feature, and the mean of (c(f) - c(t))^2, c the teacher's classifier (Yang et al., ICLR 2021).
/// </summary>
[AgreesOn(Agreement.Samples)]
public sealed class Srrl : Loss
{
    private readonly double _regressionWeight;
    private readonly long _studentChannels;
    private readonly long _teacherChannels;
    private readonly nn.Module<Tensor, Tensor> _connector;

    /// <summary>Makes the loss with its connector: a 1x1 convolution, batch normalisation and ReLU.</summary>
    /// <param name="studentShape">The shape of the student's feature, samples first.</param>
    /// <param name="teacherShape">The shape of the teacher's feature, samples first.</param>
    /// <param name="regressionWeight">The weight of the second part, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is below 0.</exception>
    /// <exception cref="ArgumentException">A shape is not that of maps or vectors.</exception>
    public Srrl(long[] studentShape, long[] teacherShape, double regressionWeight = 1)
    {
        HyperParameter.NotNegative(regressionWeight);
        _regressionWeight = regressionWeight;
        _studentChannels = FeatureMaps.Channels(studentShape, "Srrl", nameof(studentShape));
        _teacherChannels = FeatureMaps.Channels(teacherShape, "Srrl", nameof(teacherShape));
        _connector = nn.Sequential(FeatureMaps.Convolution(_studentChannels, _teacherChannels, 1), nn.BatchNorm2d(_teacherChannels, device: CPU), nn.ReLU());
        register_module(nameof(_connector), _connector);
    }

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The student's last feature: a map (B, C, H, W) or a vector (B, C).</param>
    /// <param name="teacher">The teacher's feature before its classifier, of the same batch.</param>
    /// <param name="classifier">The teacher's classifier, which takes pooled features (B, C).</param>
    /// <exception cref="ArgumentException">The features are not of one batch, or not of the channels that the loss was made for.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, [TeacherModule("classifier")] nn.Module<Tensor, Tensor> classifier)
    {
        student = FeatureMaps.Of(student, _studentChannels, "Srrl", nameof(student));
        teacher = FeatureMaps.Of(teacher, _teacherChannels, "Srrl", nameof(teacher));
        FeatureMaps.Require(student, teacher, "Srrl");
        var ours = FeatureMaps.Through(_connector, student).mean([2, 3]);
        var theirs = teacher.mean([2, 3]);
        var regression = nn.functional.mse_loss(classifier.call(ours), classifier.call(theirs).detach());
        return nn.functional.mse_loss(ours, theirs).add(regression, Scalars.Of(_regressionWeight));
    }
}
