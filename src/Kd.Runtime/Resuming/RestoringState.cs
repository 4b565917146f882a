using System.Globalization;
using Kd.Losses;
using static TorchSharp.torch;

namespace Kd.Resuming;

/// <summary>Gives a run what a checkpoint holds.</summary>
/// <exception cref="InvalidDataException">From every method: the checkpoint is of a run of another form.</exception>
internal sealed class RestoringState(Checkpoint checkpoint) : RunState
{
    private readonly HashSet<string> _unused = [.. checkpoint.Tensors.Keys, .. checkpoint.Values.Keys];

    public override bool IsRestoring => true;

    /// <summary>Demands that everything was asked for.</summary>
    public void End()
    {
        if (_unused.Count > 0)
        {
            throw new InvalidDataException($"it holds {_unused.Order(StringComparer.Ordinal).First()}, which the run does not have");
        }
    }

    private protected override void OnTensor(string name, Tensor tensor)
    {
        var stored = Found(checkpoint.Tensors, name);
        if (stored.dtype != tensor.dtype || !stored.shape.AsSpan().SequenceEqual(tensor.shape))
        {
            throw new InvalidDataException($"its {name} is {Shapes.Text(stored)} {stored.dtype}, that of the run {Shapes.Text(tensor)} {tensor.dtype}");
        }

        using var gradients = no_grad();
        tensor.copy_(stored);
    }

    private protected override double OnNumber(string name, double value) =>
        double.TryParse(Found(checkpoint.Values, name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw NoNumber(name);

    private protected override long OnNumber(string name, long value) =>
        long.TryParse(Found(checkpoint.Values, name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw NoNumber(name);

    private protected override string OnText(string name, string value) => Found(checkpoint.Values, name);

    private T Found<T>(IReadOnlyDictionary<string, T> all, string name)
    {
        _unused.Remove(name);
        return all.TryGetValue(name, out var found) ? found : throw new InvalidDataException($"it lacks {name}");
    }

    private static InvalidDataException NoNumber(string name) => new($"its {name} is not a number");
}
