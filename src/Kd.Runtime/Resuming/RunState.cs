using static TorchSharp.torch;

namespace Kd.Resuming;

/// <summary>What a run has come to, by name: it is either stored in a checkpoint or restored from one.</summary>
public abstract class RunState
{
    private string _prefix = "";

    private protected RunState()
    {
    }

    /// <summary>Whether things become what the checkpoint holds; else it takes what they are.</summary>
    public abstract bool IsRestoring { get; }

    /// <summary>Stores a tensor, or copies the stored one into it.</summary>
    /// <param name="name">A name that nothing else of its owner has.</param>
    /// <param name="tensor">The tensor, of the same shape and type each time, on any device.</param>
    public void Tensor(string name, Tensor tensor) => OnTensor(_prefix + name, tensor);

    /// <summary>Stores a number, or gives the stored one: exactly the same.</summary>
    /// <param name="name">A name that nothing else of its owner has.</param>
    /// <param name="value">The present value.</param>
    /// <returns>The value to have from now on.</returns>
    public double Number(string name, double value) => OnNumber(_prefix + name, value);

    /// <inheritdoc cref="Number(string, double)"/>
    public long Number(string name, long value) => OnNumber(_prefix + name, value);

    /// <inheritdoc cref="Number(string, double)"/>
    /// <summary>Stores a text, or gives the stored one.</summary>
    public string Text(string name, string value) => OnText(_prefix + name, value);

    /// <summary>Visits something whose names begin with a name of its own.</summary>
    /// <param name="name">The name.</param>
    /// <param name="part">The part.</param>
    public void Part(string name, IResumable part) => Within(name, () => part.Visit(this));

    /// <summary>Visits a module's parameters and buffers, and what it, or a module in it, says itself.</summary>
    /// <param name="name">The beginning of the names.</param>
    /// <param name="module">The module.</param>
    public void Module(string name, nn.Module module) => Within(name, () =>
    {
        // Buffers that a file of weights leaves out change all the same.
        foreach (var (key, tensor) in module.state_dict().Concat(module.named_buffers().Select(b => KeyValuePair.Create(b.name, b.buffer))).DistinctBy(t => t.Key))
        {
            Tensor(key, tensor);
        }

        foreach (var (path, part) in module.named_modules().Prepend(("", module)).DistinctBy(m => m.Item2))
        {
            if (part is IResumable own)
            {
                Part(path.Length == 0 ? "own" : path + ".own", own);
            }
        }
    });

    private protected abstract void OnTensor(string name, Tensor tensor);

    private protected abstract double OnNumber(string name, double value);

    private protected abstract long OnNumber(string name, long value);

    private protected abstract string OnText(string name, string value);

    private void Within(string name, Action visit)
    {
        var around = _prefix;
        _prefix += name + ".";
        visit();
        _prefix = around;
    }
}
