using Kd.Losses;
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
    private Scalar _rate;

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
        _means = ZeroState();
        _squares = ZeroState();
        _count = Counter();
    }

    /// <inheritdoc/>
    protected override void OnLearningRateChanged() => _rate = LearningRate;

    /// <inheritdoc/>
    protected override void OnStep() => _count.add_(Scalars.One);

    /// <inheritdoc/>
    protected override void Update(int index, Parameter parameter, Tensor gradient) => Update([index], [parameter], [gradient]);

    /// <inheritdoc/>
    protected override void Update(IReadOnlyList<int> indices, Tensor[] parameters, Tensor[] gradients)
    {
        // One count for all: a parameter that had no gradient at a step is as old as the others.
        var counts = new Tensor[indices.Count];
        Array.Fill(counts, _count);
        FusedSteps.AdamW(parameters, gradients, Of(_means, indices), Of(_squares, indices), counts, _rate, _beta1, _beta2, _weightDecay, _epsilon);
    }
}
