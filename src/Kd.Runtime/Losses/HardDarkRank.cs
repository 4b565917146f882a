using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// DarkRank, hard: the negative log-likelihood of the teacher's order of nearest neighbours by the student's scores
/// -alpha * distance^beta (Chen, Wang, Zhang, AAAI 2018).
/// </summary>
public sealed class HardDarkRank : Loss
{
    private readonly Scalar _scale;
    private readonly Scalar _beta;
    private readonly int _neighbors;

    /// <summary>Makes the loss.</summary>
    /// <param name="alpha">The scale of the scores, above 0.</param>
    /// <param name="beta">The power of the distance, at least 1.</param>
    /// <param name="neighbors">How many neighbours of each sample are ranked, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public HardDarkRank(double alpha = 3, double beta = 3, int neighbors = 4)
    {
        HyperParameter.Above(alpha, 0);
        HyperParameter.AtLeast(beta, 1);
        HyperParameter.AtLeast(neighbors, 1);
        (_scale, _beta, _neighbors) = (-alpha, beta, neighbors);
    }

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Features (B, ...).</param>
    /// <param name="teacher">Features (B, ...); only B must agree.</param>
    /// <exception cref="ArgumentException">The numbers of samples differ, or a feature has one dimension.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        var (ours, theirs) = SampleRows.Of(student, teacher, "HardDarkRank");
        var ranked = (int)Math.Min(_neighbors, ours.size(0) - 1);
        if (ranked == 0)
        {
            return ours.mul(Scalars.Zero).sum();
        }

        // A sample is not its own neighbour, however close others are.
        var order = Pairwise.SquaredDistances(theirs).masked_fill(Pairwise.Diagonal(theirs), Scalars.MinusOne).argsort(1).narrow(1, 1, ranked);
        var scores = Pairwise.Distances(ours).pow(_beta).mul(_scale).gather(1, order);
        var loss = scores.sum().neg();
        for (var place = 0; place < ranked; place++)
        {
            loss = loss.add(scores.narrow(1, place, ranked - place).logsumexp(1).sum(), Scalars.One);
        }

        return loss.mul(Scalars.Of(1.0 / ours.size(0)));
    }
}
