using System.Text.Json;
using Kd.IO;

namespace Kd.Tests.GoldenVectors;

/// <summary>One file of golden vectors: a reference implementation's inputs, weights, loss and gradients.</summary>
internal sealed class GoldenVector : IDisposable
{
    private const string Weights = "w.";
    private const string Gradients = "grad.";
    private readonly IReadOnlyDictionary<string, Tensor> _tensors;
    private readonly JsonDocument _hyper;
    private readonly Dictionary<string, Tensor> _learned = [];
    private readonly List<nn.Module> _modules = []; // which would dispose their parameters if they were collected

    public GoldenVector(string path)
    {
        _tensors = SafeTensors.Read(path);
        var metadata = SafeTensors.ReadMetadata(path);
        _hyper = JsonDocument.Parse(metadata["hyper"]);
        IsSingle = metadata["compute_dtype"] == "F32";
        using var roles = JsonDocument.Parse(metadata["roles"]);
        foreach (var role in roles.RootElement.EnumerateObject().Where(r => r.Value.GetString() == "student"))
        {
            _learned[role.Name] = _tensors[role.Name].requires_grad_(true);
        }
    }

    /// <summary>Whether the reference computed in single precision.</summary>
    public bool IsSingle { get; }

    public Tensor Student => _tensors["student"];

    public Tensor[] Students => List("student");

    public Tensor Teacher => _tensors["teacher"];

    public Tensor[] Teachers => List("teacher");

    public Tensor Labels => _tensors["target"];

    public Tensor ExpectedLoss => _tensors["expected.loss"];

    /// <summary>Each tensor that the file has a gradient for: its name, itself and the gradient.</summary>
    public IEnumerable<(string Name, Tensor Learned, Tensor Expected)> ExpectedGradients =>
        from tensor in _tensors
        where tensor.Key.StartsWith(Gradients, StringComparison.Ordinal)
        let name = tensor.Key[Gradients.Length..]
        select (name, _learned[name], tensor.Value);

    /// <summary>A tensor of the file by its name.</summary>
    public Tensor this[string name] => _tensors[name];

    /// <summary>Whether the file has a tensor of that name.</summary>
    public bool Has(string name) => _tensors.ContainsKey(name);

    /// <summary>A hyper-parameter of the reference that is a number.</summary>
    public double Hyper(string name) => Setting(name).GetDouble();

    /// <summary>A hyper-parameter of the reference of any kind; <c>Undefined</c> if it has none of that name.</summary>
    public JsonElement Setting(string name) => _hyper.RootElement.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Copies the weights <c>w.PREFIX.*</c> into a module's parameters and buffers of the same names.</summary>
    public T WithWeights<T>(T module, string prefix, string own)
        where T : nn.Module
    {
        _modules.Add(module);
        module.to(ExpectedLoss.dtype);
        var state = module.state_dict();
        foreach (var (name, value) in _tensors.Where(t => t.Key.StartsWith(Weights + prefix, StringComparison.Ordinal)))
        {
            var target = state[own + name[(Weights.Length + prefix.Length)..]];
            using (no_grad())
            {
                target.copy_(value);
            }

            _learned[name] = target;
        }

        return module;
    }

    public void Dispose()
    {
        _hyper.Dispose();
        _modules.ForEach(module => module.Dispose());
        foreach (var tensor in _tensors.Values)
        {
            tensor.Dispose();
        }
    }

    /// <summary>The tensors <c>NAME.0</c>, <c>NAME.1</c> and so on.</summary>
    public Tensor[] List(string name) =>
        [.. Enumerable.Range(0, _tensors.Count).Select(i => _tensors.GetValueOrDefault($"{name}.{i}")).TakeWhile(t => t is not null).Select(t => t!)];
}
