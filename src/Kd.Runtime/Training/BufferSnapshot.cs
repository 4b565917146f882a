using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Training;

/// <summary>A copy of what a forward pass may change: the buffers of modules.</summary>
internal sealed class BufferSnapshot : IDisposable
{
    private (Tensor Buffer, Tensor Copy)[]? _pairs;

    /// <summary>Copies the buffers, of the same modules each time.</summary>
    public void Take(IEnumerable<nn.Module> modules)
    {
        using var gradients = no_grad();
        _pairs ??= [.. modules.SelectMany(module => module.named_buffers()).Select(b => ((Tensor)b.buffer, b.buffer.detach().clone().DetachFromDisposeScope()))];
        foreach (var (buffer, copy) in _pairs)
        {
            copy.copy_(buffer);
        }
    }

    /// <summary>Copies back what the buffers were.</summary>
    public void Restore()
    {
        using var gradients = no_grad();
        foreach (var (buffer, copy) in _pairs ?? [])
        {
            buffer.copy_(copy);
        }
    }

    public void Dispose() => Array.ForEach(_pairs ?? [], pair => pair.Copy.Dispose());
}
