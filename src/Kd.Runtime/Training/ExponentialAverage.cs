using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>Tensors that follow others as their exponential moving average.</summary>
/// <param name="pairs">The averages, which begin as what they follow is, and what they follow.</param>
/// <param name="decay">The share of its former value that an average keeps at a step, from 0 to below 1.</param>
internal sealed class ExponentialAverage((Tensor Average, Tensor Followed)[] pairs, double decay)
{
    private double _share = double.NaN;

    // Fields, since a scalar that nothing holds may be collected while native code reads it.
    private Scalar _kept = Scalars.Zero;
    private Scalar _new = Scalars.One;

    /// <summary>How many steps it has followed.</summary>
    public long Steps { get; set; }

    /// <summary>Follows a step that was taken.</summary>
    public void Follow()
    {
        using var gradients = no_grad();
        Steps++;

        // At first it is the plain mean of all weights so far, as in Tarvainen and Valpola's code (main.py, update_ema_variables).
        var share = Math.Min(decay, 1 - (1.0 / (Steps + 1)));
        if (share != _share)
        {
            (_share, _kept, _new) = (share, share, 1 - share);
        }

        foreach (var (average, followed) in pairs)
        {
            average.mul_(_kept).add_(followed, _new);
        }
    }
}
