using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Activation boundaries: the sum over elements, mean over samples, of max(0, m - s)^2 where the teacher's neuron is active (t > 0)
/// and max(0, m + s)^2 where it is not (Heo et al., AAAI 2019).
/// </summary>
[AgreesOn(Agreement.Shape)]
public sealed class ActivationBoundary : Loss
{
    private readonly Scalar _margin;
    private readonly LossReduction _reduction;

    /// <summary>Makes the loss.</summary>
    /// <param name="margin">m, above 0.</param>
    /// <param name="reduction">How samples and elements are reduced.</param>
    /// <exception cref="ArgumentOutOfRangeException">The margin is not above 0.</exception>
    public ActivationBoundary(double margin = 1, LossReduction reduction = LossReduction.BatchMean)
    {
        HyperParameter.Positive(margin);
        (_margin, _reduction) = (margin, reduction);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Features before their activation function, after the adapter.</param>
    /// <param name="teacher">Features before their activation function, of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        Shapes.RequireEqual(student, teacher, "ActivationBoundary", "Give the attribute an Adapter that relates them, such as AdapterKind.Connector.");
        var missing = where(teacher.gt(Scalars.Zero), student.neg(), student).add(_margin).relu();
        return Reduced.By(_reduction, missing.mul(missing));
    }
}
