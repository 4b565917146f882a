using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Probabilistic knowledge transfer: mean over pairs of p_t * log(p_t / p_s), p the cosines in [0, 1] divided by their row's sum
/// (Passalis, Tefas, ECCV 2018).
/// </summary>
public sealed class Pkt : Loss
{
    private static readonly Scalar _half = 0.5;
    private readonly Scalar _epsilon;

    /// <summary>Makes the loss.</summary>
    /// <param name="epsilon">A constant added to norms and probabilities, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The constant is not above 0.</exception>
    public Pkt(double epsilon = 1e-7)
    {
        HyperParameter.Above(epsilon, 0);
        _epsilon = epsilon;
    }

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Features (B, ...).</param>
    /// <param name="teacher">Features (B, ...); only B must agree.</param>
    /// <exception cref="ArgumentException">The numbers of samples differ, or a feature has one dimension.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        var (ours, theirs) = SampleRows.Of(student, teacher, "Pkt");
        var target = Probabilities(theirs);
        var surprise = target.add(_epsilon).log().add(Probabilities(ours).add(_epsilon).log(), Scalars.MinusOne);
        return target.mul(surprise).mean();
    }

    private Tensor Probabilities(Tensor rows)
    {
        // A sample of zeros: the references divide by epsilon, and their gradient is NaN.
        var norms = rows.norm(1, keepdim: true, p: 2);
        var unit = rows.div(norms.add(_epsilon).masked_fill(norms.eq(Scalars.Zero), Scalars.One));
        var cosines = unit.mm(unit.t()).add(Scalars.One).mul(_half).clamp_min(Scalars.Zero);
        return cosines.div(cosines.sum(1, keepdim: true));
    }
}
