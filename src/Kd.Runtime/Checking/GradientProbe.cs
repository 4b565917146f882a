using TorchSharp.Modules;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Checking;

/// <summary>Looks at what gradients reach.</summary>
internal sealed class GradientProbe
{
    private readonly Dictionary<string, bool> _reached = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    /// <summary>How many parameters were looked at.</summary>
    public int Expected => _names.Count;

    /// <summary>How many of them got a gradient, be it 0.</summary>
    public int Reached => _reached.Count;

    /// <summary>The parameters that no batch gave a gradient.</summary>
    public IEnumerable<string> Unreached => _names.Where(name => !_reached.ContainsKey(name));

    /// <summary>The parameters whose gradient was 0 in every batch.</summary>
    public IEnumerable<string> Zero => _names.Where(name => _reached.TryGetValue(name, out var moves) && !moves);

    /// <summary>Looks at the gradients of a step, between the backward pass and the optimizer.</summary>
    /// <param name="parameters">What is trained, by name.</param>
    public void Look(IEnumerable<(string Name, Parameter Parameter)> parameters)
    {
        var isFirst = _names.Count == 0;
        foreach (var (name, parameter) in parameters)
        {
            if (isFirst)
            {
                _names.Add(name);
            }

            if (parameter.grad is { } gradient)
            {
                _reached[name] = _reached.GetValueOrDefault(name) || gradient.any().ToBoolean();
            }
        }
    }

    /// <summary>The norm of a term's gradient; nothing if the term has none. Leaves no gradient behind, and the graph as it is.</summary>
    /// <param name="term">The term, a scalar.</param>
    /// <param name="parameters">What is trained.</param>
    public static double? NormOf(Tensor term, IReadOnlyList<Parameter> parameters)
    {
        if (!term.requires_grad)
        {
            return null;
        }

        term.backward(null, retain_graph: true);
        using var constant = no_grad();
        double? squares = null;
        foreach (var parameter in parameters)
        {
            if (parameter.grad is { } gradient)
            {
                squares = (squares ?? 0) + gradient.to_type(ScalarType.Float64).square().sum().ToDouble();
                parameter.grad = null;
            }
        }

        return squares is { } sum ? Math.Sqrt(sum) : null;
    }
}
