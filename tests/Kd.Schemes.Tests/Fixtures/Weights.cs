using Kd.IO;
using static TorchSharp.torch;

namespace Kd.Schemes.Tests;

/// <summary>The parameters and buffers of a model, by name, as they were at a moment.</summary>
internal sealed class Weights(IReadOnlyDictionary<string, Values> tensors)
{
    public IEnumerable<string> Names => tensors.Keys.Order(StringComparer.Ordinal);

    public Values this[string name] => tensors[name];

    public static Weights Of(nn.Module model) => new(model.state_dict().ToDictionary(t => t.Key, t => Values.Of(t.Value)));

    public static Weights Read(string file)
    {
        using var scope = NewDisposeScope();
        return new(SafeTensors.Read(file).ToDictionary(t => t.Key, t => Values.Of(t.Value)));
    }

    /// <summary>Those whose names begin so.</summary>
    public Weights In(string prefix) => new(tensors.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary());

    /// <summary>The largest difference; infinite if the names differ, or if there are none.</summary>
    public double DistanceTo(Weights other) =>
        Names.Any() && Names.SequenceEqual(other.Names) ? Names.Max(name => this[name].DistanceTo(other[name])) : double.PositiveInfinity;

    /// <summary>Gives a model these weights.</summary>
    public void LoadInto(nn.Module model)
    {
        using var gradients = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, target) in model.state_dict())
        {
            target.copy_(tensor(this[name].Numbers).reshape(target.shape));
        }
    }
}
