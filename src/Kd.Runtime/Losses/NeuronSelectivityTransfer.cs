using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Neuron selectivity transfer: the squared maximum mean discrepancy between the channels of student and teacher, each of unit
/// length over the pixels, with the kernel k(a, b) = (a . b)^2 (Huang, Wang, 2017; kernel as RepDistiller).
/// </summary>
[AgreesOn(Agreement.Samples)]
public sealed class NeuronSelectivityTransfer : Loss
{
    private static readonly Scalar _minusTwo = -2;

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Maps (B, C, H, W).</param>
    /// <param name="teacher">Maps of the same batch; the larger is pooled to the size of the smaller, channels may differ.</param>
    /// <exception cref="ArgumentException">Not maps of one batch.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        FeatureMaps.Require(student, teacher, "NeuronSelectivityTransfer");
        (student, teacher) = FeatureMaps.ToSmaller(student, teacher);
        var ours = Unit.Along(student.flatten(2), 2);
        var theirs = Unit.Along(teacher.flatten(2), 2);
        return Kernel(theirs, theirs).add(Kernel(ours, ours), Scalars.One).add(Kernel(ours, theirs), _minusTwo);
    }

    private static Tensor Kernel(Tensor first, Tensor second)
    {
        var products = first.bmm(second.transpose(1, 2));
        return products.mul(products).mean();
    }
}
