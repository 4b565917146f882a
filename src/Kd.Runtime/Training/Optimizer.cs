using System.Globalization;
using Kd.Resuming;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>Changes parameters along their gradients. The base of the optimizers.</summary>
/// <remarks>
/// Kd has its own because TorchSharp's make a temporary <see cref="Scalar"/> for every parameter and step, which the garbage
/// collector may free while native code reads it. One of your own that remembers more than <see cref="ZeroState"/> overrides
/// <see cref="Visit"/>, so that a run that was ended goes on as if it had not been.
/// </remarks>
public abstract class Optimizer : IResumable, IDisposable
{
    private readonly double _baseRate;
    private readonly List<Tensor> _state = [];

    /// <summary>Takes the parameters to train.</summary>
    /// <param name="parameters">The parameters, on the device they stay on; those without <c>requires_grad</c> are passed over.</param>
    /// <param name="learningRate">The learning rate before the schedule, above 0.</param>
    protected Optimizer(IEnumerable<Parameter> parameters, double learningRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(learningRate);
        Parameters = [.. parameters.Where(p => p.requires_grad)];
        _baseRate = learningRate;
        LearningRate = learningRate;
    }

    /// <summary>The learning rate of the next step.</summary>
    public double LearningRate { get; private set; }

    /// <summary>The size of what it remembers beside the parameters, in bytes.</summary>
    internal long StateSize => _state.Sum(tensor => tensor.numel() * tensor.element_size());

    /// <summary>The parameters that are trained.</summary>
    protected IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>Sets the learning rate to a part of its first value.</summary>
    /// <param name="factor">The part, at least 0.</param>
    public void Scale(double factor)
    {
        LearningRate = _baseRate * factor;
        OnLearningRateChanged();
    }

    /// <summary>Changes each parameter that has a gradient, and takes the gradient away. To be called in a dispose scope.</summary>
    public void Step()
    {
        using var none = no_grad();
        OnStep();
        var (indices, parameters, gradients) = (new List<int>(Parameters.Count), new List<Tensor>(Parameters.Count), new List<Tensor>(Parameters.Count));
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i].grad is { } gradient)
            {
                indices.Add(i);
                parameters.Add(Parameters[i]);
                gradients.Add(gradient);
            }
        }

        if (indices.Count == 0)
        {
            return;
        }

        Update(indices, [.. parameters], [.. gradients]);
        foreach (var index in indices)
        {
            Parameters[index].grad = null;
        }
    }

    /// <inheritdoc/>
    public virtual void Visit(RunState state)
    {
        for (var i = 0; i < _state.Count; i++)
        {
            state.Tensor(i.ToString(CultureInfo.InvariantCulture), _state[i]);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _state.ForEach(tensor => tensor.Dispose());
        GC.SuppressFinalize(this);
    }

    /// <summary>Makes a zero tensor beside each parameter, such as a moment, which lives as long as the optimizer.</summary>
    protected Tensor[] ZeroState()
    {
        Tensor[] state = [.. Parameters.Select(p => zeros_like(p).requires_grad_(false).DetachFromDisposeScope())];
        _state.AddRange(state);
        return state;
    }

    /// <summary>Makes a count, now 0, that lives as long as the optimizer. In single precision, as PyTorch's: it counts to 16 million.</summary>
    private protected Tensor Counter()
    {
        var count = zeros([], ScalarType.Float32, device: Parameters.Count > 0 ? Parameters[0].device : CPU).DetachFromDisposeScope();
        _state.Add(count);
        return count;
    }

    /// <summary>Called when the learning rate has changed.</summary>
    protected abstract void OnLearningRateChanged();

    /// <summary>Called once before the updates of a step.</summary>
    protected virtual void OnStep()
    {
    }

    /// <summary>Changes the parameters that have a gradient: one after the other, unless overridden by what does all at once.</summary>
    /// <param name="indices">Their places in <see cref="Parameters"/>; at least one.</param>
    /// <param name="parameters">The parameters.</param>
    /// <param name="gradients">Their gradients.</param>
    protected virtual void Update(IReadOnlyList<int> indices, Tensor[] parameters, Tensor[] gradients)
    {
        for (var i = 0; i < indices.Count; i++)
        {
            Update(indices[i], Parameters[indices[i]], gradients[i]);
        }
    }

    /// <summary>Changes one parameter.</summary>
    /// <param name="index">The parameter's place in <see cref="Parameters"/>.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="gradient">Its gradient.</param>
    protected abstract void Update(int index, Parameter parameter, Tensor gradient);

    /// <summary>What an optimizer remembers of the parameters that have a gradient.</summary>
    /// <param name="state">What it remembers of all, as <see cref="ZeroState"/> made it.</param>
    /// <param name="indices">Their places in <see cref="Parameters"/>.</param>
    protected static Tensor[] Of(Tensor[] state, IReadOnlyList<int> indices) =>
        indices.Count == state.Length ? state : [.. indices.Select(index => state[index])];
}
