using System.Globalization;
using static TorchSharp.torch;

namespace Kd.Resuming;

/// <summary>Takes what a run has come to.</summary>
internal sealed class StoringState : RunState
{
    private readonly Dictionary<string, Tensor> _tensors = [];
    private readonly Dictionary<string, string> _values = [];

    public override bool IsRestoring => false;

    /// <summary>The tensors, which still are the run's own.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>Numbers and texts.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    private protected override void OnTensor(string name, Tensor tensor) => _tensors.Add(name, tensor);

    private protected override double OnNumber(string name, double value)
    {
        // R: the shortest text that is read back as the same number; NaN and infinities have one too.
        _values.Add(name, value.ToString("R", CultureInfo.InvariantCulture));
        return value;
    }

    private protected override long OnNumber(string name, long value)
    {
        _values.Add(name, value.ToString(CultureInfo.InvariantCulture));
        return value;
    }

    private protected override string OnText(string name, string value)
    {
        _values.Add(name, value);
        return value;
    }
}
