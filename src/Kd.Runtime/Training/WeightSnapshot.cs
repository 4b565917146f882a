using Kd.Resuming;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>A copy of a model's parameters and buffers.</summary>
internal sealed class WeightSnapshot : IResumable, IDisposable
{
    private readonly Dictionary<string, Tensor> _copies = [];

    /// <summary>Copies the model's present weights into the snapshot.</summary>
    public void Take(nn.Module model)
    {
        using var gradients = no_grad();
        foreach (var (name, tensor) in model.state_dict())
        {
            if (_copies.TryGetValue(name, out var copy))
            {
                copy.copy_(tensor);
            }
            else
            {
                _copies.Add(name, tensor.detach().clone().DetachFromDisposeScope());
            }
        }
    }

    /// <summary>Copies the snapshot into the model.</summary>
    public void Restore(nn.Module model)
    {
        using var gradients = no_grad();
        foreach (var (name, tensor) in model.state_dict())
        {
            tensor.copy_(_copies[name]);
        }
    }

    /// <summary>Visits the copies, which <see cref="Take"/> has made.</summary>
    public void Visit(RunState state)
    {
        foreach (var (name, copy) in _copies)
        {
            state.Tensor(name, copy);
        }
    }

    public void Dispose()
    {
        foreach (var copy in _copies.Values)
        {
            copy.Dispose();
        }
    }
}
