using Kd.Losses;
using Kd.Resuming;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>Adam with decoupled weight decay (Loshchilov, Hutter, ICLR 2019), as PyTorch computes it; see <see cref="AdamWAttribute"/>.</summary>
public sealed class AdamW : Optimizer
{
    private readonly Scalar _beta1;
    private readonly Scalar _beta2;
    private readonly Scalar _epsilon;
    private readonly Scalar _weightDecay;
    private readonly Tensor[] _means;
    private readonly Tensor[] _squares;
    private readonly Tensor _count;
    private readonly (double Beta1, double Beta2, double WeightDecay) _declared;
    private readonly (Scalar Beta1, Scalar Beta2) _rests;
    private Scalar _rate;
    private Scalar _shrink;
    private Scalar _negativeStep = 0.0;
    private Scalar _squareCorrection = 1.0;
    private long _steps;

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
        (_beta1, _beta2, _epsilon, _weightDecay, _rate) = (beta1, beta2, epsilon, weightDecay, learningRate);
        (_declared, _rests, _shrink) = ((beta1, beta2, weightDecay), (1 - beta1, 1 - beta2), 1 - learningRate * weightDecay);
        _means = ZeroState();
        _squares = ZeroState();
        _count = Counter();
    }

    /// <inheritdoc/>
    public override void Visit(RunState state)
    {
        base.Visit(state);
        _steps = state.Number("steps", _steps);
    }

    /// <inheritdoc/>
    protected override void OnLearningRateChanged() => (_rate, _shrink) = (LearningRate, 1 - LearningRate * _declared.WeightDecay);

    /// <inheritdoc/>
    protected override void OnStep()
    {
        _steps++;
        _count.add_(Scalars.One);
        _negativeStep = -LearningRate / (1 - Math.Pow(_declared.Beta1, _steps));
        _squareCorrection = 1 / Math.Sqrt(1 - Math.Pow(_declared.Beta2, _steps));
    }

    /// <inheritdoc/>
    protected override void Update(IReadOnlyList<int> indices, Tensor[] parameters, Tensor[] gradients)
    {
        if (!FusedSteps.Serve(parameters[0]))
        {
            base.Update(indices, parameters, gradients);
            return;
        }

        // One count for all: a parameter that had no gradient at a step is as old as the others.
        var counts = new Tensor[indices.Count];
        Array.Fill(counts, _count);
        FusedSteps.AdamW(parameters, gradients, Of(_means, indices), Of(_squares, indices), counts, _rate, _beta1, _beta2, _weightDecay, _epsilon);
    }

    /// <inheritdoc/>
    protected override void Update(int index, Parameter parameter, Tensor gradient)
    {
        parameter.mul_(_shrink);
        var mean = _means[index].mul_(_beta1).add_(gradient, _rests.Beta1);
        var square = _squares[index].mul_(_beta2).addcmul_(gradient, gradient, _rests.Beta2);
        parameter.addcdiv_(mean, square.sqrt().mul_(_squareCorrection).add_(_epsilon), _negativeStep);
    }
}
