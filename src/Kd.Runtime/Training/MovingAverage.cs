using Kd.Losses;
using Kd.Resuming;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>A model whose weights are the moving average of another's of its class; see <see cref="MeanTeacherAttribute"/>.</summary>
internal sealed class MovingAverage : IResumable
{
    private readonly nn.Module _model;
    private readonly double _decay;
    private readonly (Tensor Average, Tensor Followed)[] _parameters;
    private readonly (Tensor Copy, Tensor Followed)[] _buffers;
    private long _steps;
    private double _share = double.NaN;

    // Fields, since a scalar that nothing holds may be collected while native code reads it.
    private Scalar _kept = Scalars.Zero;
    private Scalar _new = Scalars.One;

    /// <summary>Gives a model the present weights of another, on its device; from then on it is a constant to gradients.</summary>
    /// <param name="model">A model of the same class, in evaluation mode.</param>
    /// <param name="followed">The model that is trained.</param>
    /// <param name="decay">The share of its weights that the average keeps at a step, from 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The decay is out of its range.</exception>
    public MovingAverage(nn.Module model, nn.Module followed, double decay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decay);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(decay, 1);
        (_model, _decay) = (model, decay);
        (_parameters, _buffers) = (Pairs(m => m.named_parameters()), Pairs(m => m.named_buffers()));
        Copy(_parameters);
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
        using var gradients = no_grad();
        _steps++;

        // At first it is the plain mean of all weights so far, as in Tarvainen and Valpola's code (main.py, update_ema_variables).
        var share = Math.Min(_decay, 1 - (1.0 / (_steps + 1)));
        if (share != _share)
        {
            (_share, _kept, _new) = (share, share, 1 - share);
        }

        foreach (var (average, followed) in _parameters)
        {
            average.mul_(_kept).add_(followed, _new);
        }

        Copy(_buffers);
    }

    public void Visit(RunState state)
    {
        state.Module("model", _model);
        _steps = state.Number("steps", _steps);
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
