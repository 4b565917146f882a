using Kd.Resuming;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>Adam with decoupled weight decay (Loshchilov, Hutter, ICLR 2019), as PyTorch computes it; see <see cref="AdamWAttribute"/>.</summary>
public sealed class AdamW : Optimizer
{
    private readonly double _beta1;
    private readonly double _beta2;
    private readonly double _weightDecay;
    private readonly Scalar _heldBeta1;
    private readonly Scalar _heldBeta2;
    private readonly Scalar _oneMinusBeta1;
    private readonly Scalar _oneMinusBeta2;
    private readonly Scalar _epsilon;
    private readonly Tensor[] _means;
    private readonly Tensor[] _squares;
    private Scalar _shrink;
    private Scalar _negativeStep = 0.0;
    private Scalar _squareCorrection = 1.0;
    private int _steps;

    /// <summary>Makes the optimizer.</summary>
    /// <param name="parameters">The parameters to train, on the device they stay on.</param>
    /// <param name="learningRate">The learning rate before the schedule, above 0.</param>
    /// <param name="beta1">The decay of the mean of the gradient, from 0 to below 1.</param>
    /// <param name="beta2">The decay of the mean of the squared gradient, from 0 to below 1.</param>
    /// <param name="epsilon">Added to the denominator, above 0.</param>
    /// <param name="weightDecay">The decoupled weight decay, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public AdamW(
        IEnumerable<Parameter> parameters, double learningRate, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01)
        : base(parameters, learningRate)
    {
        foreach (var beta in new[] { beta1, beta2 })
        {
            ArgumentOutOfRangeException.ThrowIfNegative(beta, nameof(beta));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(beta, 1, nameof(beta));
        }

        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        ArgumentOutOfRangeException.ThrowIfNegative(weightDecay);
        (_beta1, _beta2, _weightDecay) = (beta1, beta2, weightDecay);
        (_heldBeta1, _heldBeta2, _oneMinusBeta1, _oneMinusBeta2, _epsilon) = (beta1, beta2, 1 - beta1, 1 - beta2, epsilon);
        _shrink = 1 - learningRate * weightDecay;
        _means = ZeroState();
        _squares = ZeroState();
    }

    /// <inheritdoc/>
    public override void Visit(RunState state)
    {
        base.Visit(state);
        _steps = (int)state.Number("steps", (long)_steps);
    }

    /// <inheritdoc/>
    protected override void OnLearningRateChanged() => _shrink = 1 - LearningRate * _weightDecay;

    /// <inheritdoc/>
    protected override void OnStep()
    {
        _steps++;
        _negativeStep = -LearningRate / (1 - Math.Pow(_beta1, _steps));
        _squareCorrection = 1 / Math.Sqrt(1 - Math.Pow(_beta2, _steps));
    }

    /// <inheritdoc/>
    protected override void Update(int index, Parameter parameter, Tensor gradient)
    {
        if (_weightDecay > 0)
        {
            parameter.mul_(_shrink);
        }

        var mean = _means[index].mul_(_heldBeta1).add_(gradient, _oneMinusBeta1);
        var square = _squares[index].mul_(_heldBeta2).addcmul_(gradient, gradient, _oneMinusBeta2);
        parameter.addcdiv_(mean, square.sqrt().mul_(_squareCorrection).add_(_epsilon), _negativeStep);
    }
}
