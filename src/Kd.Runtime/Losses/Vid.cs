using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Variational information distillation: mean of ((m(s) - t)^2 / v + log v) / 2, m a learned map of the student's feature and v a
/// learned variance per channel, softplus(a) + epsilon (Ahn et al., CVPR 2019).
/// </summary>
[AgreesOn(Agreement.Samples)]
public sealed class Vid : Loss
{
    private static readonly Scalar _half = 0.5;
    private readonly Scalar _epsilon;
    private readonly long _channels;
    private readonly nn.Module<Tensor, Tensor> _regressor;
    private readonly Parameter _scale;

    /// <summary>Makes the loss with its map, of three 1x1 convolutions, and its variances.</summary>
    /// <param name="studentShape">The shape of the student's feature, samples first.</param>
    /// <param name="teacherShape">The shape of the teacher's feature, samples first.</param>
    /// <param name="hidden">The channels between the convolutions; 0 takes the teacher's.</param>
    /// <param name="initialVariance">The variances at the start, above epsilon.</param>
    /// <param name="epsilon">The least variance, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    /// <exception cref="ArgumentException">A shape is not that of maps or vectors.</exception>
    public Vid(long[] studentShape, long[] teacherShape, int hidden = 0, double initialVariance = 5, double epsilon = 1e-5)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hidden);
        HyperParameter.Positive(epsilon);
        HyperParameter.Above(initialVariance, epsilon);
        _epsilon = epsilon;
        _channels = FeatureMaps.Channels(studentShape, "Vid", nameof(studentShape));
        var target = FeatureMaps.Channels(teacherShape, "Vid", nameof(teacherShape));
        var middle = hidden > 0 ? hidden : target;
        _regressor = nn.Sequential(
            FeatureMaps.Convolution(_channels, middle, 1), nn.ReLU(),
            FeatureMaps.Convolution(middle, middle, 1), nn.ReLU(),
            FeatureMaps.Convolution(middle, target, 1));
        _scale = new Parameter(full([target], Math.Log(Math.Exp(initialVariance - epsilon) - 1), device: CPU));
        register_module(nameof(_regressor), _regressor);
        register_parameter(nameof(_scale), _scale);
    }

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Maps (B, C, H, W) or vectors (B, C).</param>
    /// <param name="teacher">Features of the same batch; the larger map is pooled to the size of the smaller.</param>
    /// <exception cref="ArgumentException">The features are not of the shapes that the loss was made for.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        student = FeatureMaps.Of(student, _channels, "Vid", nameof(student));
        teacher = FeatureMaps.Of(teacher, _scale.size(0), "Vid", nameof(teacher));
        FeatureMaps.Require(student, teacher, "Vid");
        (student, teacher) = FeatureMaps.ToSmaller(student, teacher);

        // softplus by way of log_sigmoid, which does not overflow.
        var variance = _scale.neg().log_sigmoid().neg().add(_epsilon).view(1, -1, 1, 1);
        var error = _regressor.call(student).add(teacher, Scalars.MinusOne);
        return error.mul(error).div(variance).add(variance.log(), Scalars.One).mean().mul(_half);
    }
}
