using System.Globalization;
using Kd.Resuming;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>The moving average of the weights that are trained, which is what is validated and kept; see <see cref="TrainAttribute.EmaDecay"/>.</summary>
internal sealed class AveragedWeights : IResumable, IDisposable
{
    private readonly (Tensor Average, Tensor Followed)[] _pairs;
    private readonly ExponentialAverage _average;

    /// <summary>Begins with the present weights.</summary>
    /// <param name="parameters">The parameters, on the device they stay on.</param>
    /// <param name="decay">The share of its former weights that the average keeps at a step, above 0 and below 1.</param>
    public AveragedWeights(IEnumerable<Parameter> parameters, double decay)
    {
        using var gradients = no_grad();
        _pairs = [.. parameters.Select(p => (p.detach().clone().DetachFromDisposeScope(), (Tensor)p))];
        _average = new(_pairs, decay);
    }

    /// <summary>Whether the parameters are the averages, and this holds the weights that are trained.</summary>
    public bool IsShown { get; private set; }

    /// <summary>Its size in bytes.</summary>
    public long Size => _pairs.Sum(pair => pair.Average.numel() * pair.Average.element_size());

    /// <summary>Follows a step that was taken.</summary>
    public void Follow() => _average.Follow();

    /// <summary>Gives the parameters the averages, or back what they were. Their bytes are the same as before when that was done twice.</summary>
    /// <param name="isShown">Whether the parameters are to be the averages.</param>
    public void Show(bool isShown)
    {
        if (isShown == IsShown)
        {
            return;
        }

        using var gradients = no_grad();
        foreach (var (average, followed) in _pairs)
        {
            using var present = followed.clone();
            followed.copy_(average);
            average.copy_(present);
        }

        IsShown = isShown;
    }

    public void Visit(RunState state)
    {
        _average.Steps = state.Number("steps", _average.Steps);
        for (var i = 0; i < _pairs.Length; i++)
        {
            state.Tensor(i.ToString(CultureInfo.InvariantCulture), _pairs[i].Average);
        }
    }

    public void Dispose() => Array.ForEach(_pairs, pair => pair.Average.Dispose());
}
