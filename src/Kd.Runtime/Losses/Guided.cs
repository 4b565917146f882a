using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>FitNets' hint regression: mean over all elements of (f_s - f_t)^2 (Romero et al., ICLR 2015; reduction as RepDistiller).</summary>
[AgreesOn(Agreement.Shape)]
public sealed class Guided : Loss
{
    /// <summary>Computes the loss.</summary>
    /// <param name="student">The student's feature, after its adapter.</param>
    /// <param name="teacher">The teacher's feature, of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        Shapes.RequireEqual(student, teacher, "Guided", "Give the attribute an Adapter that relates them, such as AdapterKind.Auto.");
        return nn.functional.mse_loss(student, teacher);
    }
}
