using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Masked generative distillation: the sum over elements, mean over samples, of (G(M * s) - t)^2, M a random mask and G two learned
/// 3x3 convolutions with a ReLU between (Yang et al., ECCV 2022).
/// </summary>
[AgreesOn(Agreement.Shape)]
public sealed class Mgd : Loss
{
    private readonly long _channels;
    private readonly Scalar _maskRatio;
    private readonly MgdMask _mask;
    private readonly LossReduction _reduction;
    private readonly nn.Module<Tensor, Tensor> _generation;

    /// <summary>Makes the loss with its generation block.</summary>
    /// <param name="teacherShape">The shape of the teacher's feature, samples first.</param>
    /// <param name="maskRatio">How much is masked, from 0 to 1.</param>
    /// <param name="mask">What is masked.</param>
    /// <param name="reduction">How samples and elements are reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is out of its range.</exception>
    /// <exception cref="ArgumentException">The shape is not that of maps.</exception>
    public Mgd(long[] teacherShape, double maskRatio = 0.65, MgdMask mask = MgdMask.Pixels, LossReduction reduction = LossReduction.BatchMean)
    {
        HyperParameter.Share(maskRatio);
        (_maskRatio, _mask, _reduction) = (maskRatio, mask, reduction);
        _channels = FeatureMaps.Channels(teacherShape, "Mgd", nameof(teacherShape));
        _generation = nn.Sequential(
            FeatureMaps.Convolution(_channels, _channels, 3, bias: true), nn.ReLU(), FeatureMaps.Convolution(_channels, _channels, 3, bias: true));
        register_module(nameof(_generation), _generation);
    }

    /// <summary>Computes the loss. The mask is of torch's random numbers.</summary>
    /// <param name="student">Maps (B, C, H, W), after the adapter.</param>
    /// <param name="teacher">Maps of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or are not those that the loss was made for.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        FeatureMaps.Require(student, teacher, "Mgd");
        Shapes.RequireEqual(student, teacher, "Mgd", "Give the attribute an Adapter that relates them, such as AdapterKind.Auto.");
        FeatureMaps.RequireChannels(student, _channels, "Mgd", nameof(student));
        long[] size = _mask == MgdMask.Pixels ? [student.size(0), 1, student.size(2), student.size(3)] : [student.size(0), _channels, 1, 1];
        var isMasked = rand(size, ScalarType.Float32, student.device).lt(_maskRatio);
        var error = _generation.call(student.masked_fill(isMasked, Scalars.Zero)).add(teacher, Scalars.MinusOne);
        return Reduced.By(_reduction, error.mul(error));
    }
}
