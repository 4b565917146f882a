using TorchSharp;
using static TorchSharp.torch;

namespace Kd.GeneratedCode.Tests;

/// <summary>Sees what a model makes in its first training step, so that tests compute the losses of that step by hand.</summary>
internal sealed class Watch : IDisposable
{
    private static Watch? _current;
    private Tensor[]? _seen;

    /// <summary>Begins to watch; the first training step of any model is what is seen.</summary>
    public Watch() => _current = this;

    /// <summary>What the model returned.</summary>
    public Tensor Logits => Seen[0];

    /// <summary>Its inputs.</summary>
    public (Tensor Values, Tensor Mask) Inputs => (Seen[1], Seen[2]);

    /// <summary>The labels, by the rule of <see cref="MaskedData"/>.</summary>
    public Tensor Labels => Inputs.Values.mul(Inputs.Mask).sum(1).gt(0).to_type(ScalarType.Int64);

    /// <summary>What else it made.</summary>
    public Tensor[] Places => Seen[3..];

    private Tensor[] Seen => _seen ?? throw new InvalidOperationException("Nothing was trained.");

    /// <summary>To be called at the end of <c>forward</c>.</summary>
    /// <returns>The logits.</returns>
    public static Tensor Step(nn.Module model, Tensor logits, params Tensor[] others)
    {
        if (model.training && is_grad_enabled() && _current is { _seen: null } watch)
        {
            watch._seen = [.. others.Prepend(logits).Select(Kept)];
        }

        return logits;
    }

    /// <summary>A copy that outlives the step.</summary>
    public static Tensor Kept(Tensor tensor) => tensor.detach().clone().DetachFromDisposeScope();

    public void Dispose()
    {
        _current = null;
        foreach (var tensor in _seen ?? [])
        {
            tensor.Dispose();
        }
    }
}
