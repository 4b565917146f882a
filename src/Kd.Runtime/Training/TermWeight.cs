using TorchSharp;

namespace Kd.Training;

/// <summary>A term's weight that changes from epoch to epoch; see <see cref="KnowledgeAttribute.WarmUpEpochs"/> and <see cref="KnowledgeAttribute.EndWeight"/>.</summary>
public sealed class TermWeight
{
    private readonly double _weight;
    private readonly int _warmUpEpochs;
    private readonly WarmUpShape _warmUp;
    private readonly double _endWeight;

    internal TermWeight(double weight, int warmUpEpochs, WarmUpShape warmUp, double endWeight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(warmUpEpochs);
        (_weight, _warmUpEpochs, _warmUp, _endWeight) = (weight, warmUpEpochs, warmUp, double.IsNaN(endWeight) ? weight : endWeight);
        Value = weight;
    }

    /// <summary>The weight in the present epoch.</summary>
    public Scalar Value { get; private set; }

    /// <summary>Begins an epoch.</summary>
    internal void Begin(int epoch, int epochs) => Value = At(epoch, epochs);

    internal double At(int epoch, int epochs)
    {
        var done = epochs > 1 ? (epoch - 1.0) / (epochs - 1) : 0;
        var weight = _weight + ((_endWeight - _weight) * done);
        if (epoch >= _warmUpEpochs)
        {
            return weight;
        }

        var warm = (double)epoch / _warmUpEpochs;
        return weight * (_warmUp == WarmUpShape.Linear ? warm : Math.Exp(-5 * (1 - warm) * (1 - warm)));
    }
}
