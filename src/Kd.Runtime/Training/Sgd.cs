using Kd.Losses;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>Stochastic gradient descent with momentum, as PyTorch computes it; see <see cref="SgdAttribute"/>.</summary>
public sealed class Sgd : Optimizer
{
    private readonly Scalar _momentum;
    private readonly Scalar _weightDecay;
    private readonly bool _nesterov;
    private readonly Tensor[] _velocities;
    private Scalar _rate;
    private Scalar _negativeRate;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="parameters">The parameters to train, on the device they stay on.</param>
    /// <param name="learningRate">The learning rate before the schedule, above 0.</param>
    /// <param name="momentum">From 0 to below 1.</param>
    /// <param name="weightDecay">The L2 penalty, at least 0.</param>
    /// <param name="nesterov">Whether the step looks ahead along the momentum.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    /// <exception cref="ArgumentException">There is no momentum for <paramref name="nesterov"/> to look along.</exception>
    public Sgd(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0, double weightDecay = 0, bool nesterov = false)
        : base(parameters, learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(momentum);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(momentum, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(weightDecay);
        if (nesterov && momentum == 0)
        {
            throw new ArgumentException("Nesterov looks ahead along the momentum, which is 0. Set Momentum, to 0.9 for instance.", nameof(nesterov));
        }

        (_momentum, _weightDecay, _nesterov, _rate, _negativeRate) = (momentum, weightDecay, nesterov, learningRate, -learningRate);
        _velocities = momentum > 0 ? ZeroState() : [];
    }

    /// <inheritdoc/>
    protected override void OnLearningRateChanged() => (_rate, _negativeRate) = (LearningRate, -LearningRate);

    /// <inheritdoc/>
    protected override void Update(IReadOnlyList<int> indices, Tensor[] parameters, Tensor[] gradients)
    {
        if (FusedSteps.Serve(parameters[0]))
        {
            FusedSteps.Sgd(parameters, gradients, _velocities.Length > 0 ? Of(_velocities, indices) : [], _rate, _momentum, _weightDecay, _nesterov);
        }
        else
        {
            base.Update(indices, parameters, gradients);
        }
    }

    /// <inheritdoc/>
    protected override void Update(int index, Parameter parameter, Tensor gradient)
    {
        var direction = gradient.add(parameter, _weightDecay);
        if (_velocities.Length > 0)
        {
            var velocity = _velocities[index].mul_(_momentum).add_(direction, Scalars.One);
            direction = _nesterov ? direction.add(velocity, _momentum) : velocity;
        }

        parameter.add_(direction, _negativeRate);
    }
}
