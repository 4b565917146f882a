using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Knowledge translation and adaptation: the mean of |f_s / |f_s|_q - f_t / |f_t|_q| over samples and elements (He et al., CVPR 2019).
/// </summary>
[AgreesOn(Agreement.Shape)]
public sealed class Kta : Loss
{
    private readonly double _p;
    private readonly double _q;

    /// <summary>Makes the loss.</summary>
    /// <param name="p">The order of the norm of the difference, at least 1.</param>
    /// <param name="q">The order of the norm that a sample is divided by, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An order is below 1.</exception>
    public Kta(double p = 1, double q = 2)
    {
        HyperParameter.AtLeast(p, 1);
        HyperParameter.AtLeast(q, 1);
        (_p, _q) = (p, q);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Features (B, ...), after their adapter.</param>
    /// <param name="teacher">Features of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        Shapes.RequireEqual(student, teacher, "Kta", "Give the attribute an Adapter that relates them, such as AdapterKind.Auto.");
        var (ours, theirs) = SampleRows.Of(student, teacher, "Kta");
        var difference = Unit.Along(ours, 1, _q).add(Unit.Along(theirs, 1, _q), Scalars.MinusOne);
        return _p == 1 ? difference.abs().mean() : difference.norm(1, keepdim: false, p: (float)_p).mean();
    }
}
