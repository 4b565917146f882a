using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// DIST: T^2 * (Beta * inter + Gamma * intra), one less the mean correlation of probabilities within samples and within classes (Huang et
/// al., NeurIPS 2022).
/// </summary>
public sealed class Dist : Loss
{
    private readonly Scalar _inter;
    private readonly Scalar _intra;
    private readonly Scalar _most;
    private readonly Scalar _inverseTemperature;
    private readonly bool _addEpsilon;

    /// <summary>Makes the loss.</summary>
    /// <param name="beta">The weight of the correlation over classes, at least 0.</param>
    /// <param name="gamma">The weight of the correlation over samples, at least 0.</param>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="addEpsilon">Whether 1e-8 is added to the product of the norms, or is the least that each may be.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public Dist(double beta = 1, double gamma = 1, double temperature = 1, bool addEpsilon = false)
    {
        _inverseTemperature = Scalars.Of(1 / HyperParameter.Positive(temperature));
        var square = temperature * temperature;
        _inter = Scalars.Of(-square * HyperParameter.NotNegative(beta));
        _intra = Scalars.Of(-square * HyperParameter.NotNegative(gamma));
        _most = Scalars.Of(square * (beta + gamma));
        _addEpsilon = addEpsilon;
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C), (B, L, C) or (B, C, H, W).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or have another number of dimensions.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        (student, teacher) = Logits.Pair(student, teacher, nameof(Dist));
        var (ours, theirs) = (Probabilities(student), Probabilities(teacher));
        var inter = Correlation.Pearson(ours, theirs, 1, _addEpsilon).mean();
        var intra = Correlation.Pearson(ours, theirs, 0, _addEpsilon).mean();
        return inter.mul(_inter).add(intra, _intra).add(_most);
    }

    private Tensor Probabilities(Tensor logits) => nn.functional.softmax(Logits.Rows(logits).mul(_inverseTemperature), 1);
}
