using Kd.Resuming;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>A model whose weights are the moving average of another's of its class; see <see cref="MeanTeacherAttribute"/>.</summary>
internal sealed class MovingAverage : IResumable
{
    private readonly nn.Module _model;
    private readonly ExponentialAverage _average;
    private readonly (Tensor Copy, Tensor Followed)[] _buffers;

    /// <summary>Gives a model the present weights of another, on its device; from then on it is a constant to gradients.</summary>
    /// <param name="model">A model of the same class, in evaluation mode.</param>
    /// <param name="followed">The model that is trained.</param>
    /// <param name="decay">The share of its weights that the average keeps at a step, from 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is out of its range.</exception>
    public MovingAverage(nn.Module model, nn.Module followed, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decay);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decay, 1);
        var parameters = Pairs(m => m.named_parameters());
        (_model, _average, _buffers) = (model, new(parameters, decay), Pairs(m => m.named_buffers()));
        Copy(parameters);
        Copy(_buffers);

        (Tensor, Tensor)[] Pairs<TTensor>(Func<nn.Module, IEnumerable<(string Name, TTensor Tensor)>> tensors)
            where TTensor : Tensor
        {
            var others = tensors(followed).ToDictionary(t => t.Name, t => t.Tensor);
            return [.. tensors(model).Select(t => ((Tensor)t.Tensor, (Tensor)others[t.Name]))];
        }
    }

    /// <summary>Follows a step that was taken.</summary>
    public void Follow()
    {
        _average.Follow();
        Copy(_buffers);
    }

    public void Visit(RunState state)
    {
        state.Module("model", _model);
        _average.Steps = state.Number("steps", _average.Steps);
    }

    private static void Copy((Tensor To, Tensor From)[] pairs)
    {
        using var gradients = no_grad();
        foreach (var (to, from) in pairs)
        {
            to.copy_(from);
        }
    }
}
