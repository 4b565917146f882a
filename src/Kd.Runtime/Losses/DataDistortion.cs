using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>DDGSD: divergences between two views of each sample and the distance of their mean features (Xu, Liu, AAAI 2019).</summary>
public sealed class DataDistortion : Loss
{
    private readonly Response _soft;
    private readonly double _featureWeight;
    private readonly bool _meanOverElements;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="featureWeight">How much the features count, at least 0.</param>
    /// <param name="meanOverElements">Whether the features' mean is one number.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public DataDistortion(double temperature = 4, double featureWeight = 5e-4, bool meanOverElements = false)
    {
        _soft = new(temperature);
        (_featureWeight, _meanOverElements) = (HyperParameter.NotNegative(featureWeight), meanOverElements);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (2B, C) and features (2B, ...): of B samples, and then of their second views.</param>
    /// <exception cref="ArgumentException">Not two tensors, or shapes that do not fit.</exception>
    public Tensor Forward(Tensor[] student)
    {
        if (student is not [var logits, var features])
        {
            throw new ArgumentException($"DataDistortion takes the places of logits and features, but got {student.Length}.", nameof(student));
        }

        if (logits.dim() != 2 || logits.size(0) % 2 != 0 || features.dim() < 2 || features.size(0) != logits.size(0))
        {
            throw new ArgumentException(
                $"DataDistortion takes logits (2B, C) and features (2B, ...) of two views, but got {Shapes.Text(logits)} and {Shapes.Text(features)}.", nameof(student));
        }

        var half = logits.size(0) / 2;
        var (first, second) = (logits.narrow(0, 0, half), logits.narrow(0, half, half));
        var means = features.view(2, half, -1).mean([1]);
        var gap = _meanOverElements ? means.mean([1]).diff() : means.diff(dim: 0);
        return _soft.Forward(first, second.detach())
            .add(_soft.Forward(second, first.detach()), Scalars.One)
            .add(gap.square().sum(), Scalars.Of(_featureWeight));
    }
}
