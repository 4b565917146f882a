using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Prime-aware adaptive distillation: mean of (s - t)^2 / (exp(v) + epsilon) + v, v = log of the variance that a learned branch sees
/// in the student's feature (Zhang et al., ECCV 2020).
/// </summary>
[AgreesOn(Agreement.Shape)]
public sealed class PadL2 : Loss
{
    private readonly Scalar _epsilon;
    private readonly long _channels;
    private readonly nn.Module<Tensor, Tensor> _variance;

    /// <summary>Makes the loss with its branch: a linear map and batch normalisation.</summary>
    /// <param name="teacherShape">The shape of the teacher's feature, samples first.</param>
    /// <param name="epsilon">The least variance, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not above 0.</exception>
    /// <exception cref="ArgumentException">The shape is not that of maps or vectors.</exception>
    public PadL2(long[] teacherShape, double epsilon = 1e-6)
    {
        HyperParameter.Positive(epsilon);
        _epsilon = epsilon;
        _channels = FeatureMaps.Channels(teacherShape, "PadL2", nameof(teacherShape));
        _variance = nn.Sequential(FeatureMaps.Convolution(_channels, _channels, 1, bias: true), nn.BatchNorm2d(_channels, device: CPU));
        register_module(nameof(_variance), _variance);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Vectors (B, C) or maps (B, C, H, W), after the adapter.</param>
    /// <param name="teacher">Features of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or are not those that the loss was made for.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        Shapes.RequireEqual(student, teacher, "PadL2", "Give the attribute an Adapter that relates them, such as AdapterKind.Auto.");
        student = FeatureMaps.Of(student, _channels, "PadL2", nameof(student));
        return Weighted(student, teacher.view(student.shape), FeatureMaps.Through(_variance, student));
    }

    /// <summary>The loss for logarithms of variances that come from elsewhere.</summary>
    internal Tensor Weighted(Tensor student, Tensor teacher, Tensor logVariance)
    {
        var error = student.add(teacher, Scalars.MinusOne);
        return error.mul(error).div(logVariance.exp().add(_epsilon)).add(logVariance, Scalars.One).mean();
    }
}
