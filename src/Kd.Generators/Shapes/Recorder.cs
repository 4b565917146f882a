namespace Kd.Generators.Shapes;

/// <summary>Remembers with which shapes modules are called, and what they return.</summary>
internal sealed class Recorder
{
    private readonly Dictionary<int, (IReadOnlyList<Value> Inputs, Value Output)> _calls = [];
    private readonly HashSet<int> _lost = [];
    private readonly HashSet<int> _enumerated = [];
    private readonly HashSet<int> _named = [];

    /// <summary>The modules of which it is not known who calls them with what.</summary>
    public IReadOnlyCollection<int> Lost => _lost;

    /// <summary>Faults that the program has for certain.</summary>
    public List<ShapeFault> Faults { get; } = [];

    /// <summary>A module is called. Of several calls what they have in common is kept.</summary>
    public void Add(Reference module, IReadOnlyList<Value> inputs, Value output)
    {
        _calls[module.Id] = _calls.TryGetValue(module.Id, out var before)
            ? ([.. before.Inputs.Zip(inputs, Join)], Join(before.Output, output))
            : (inputs, output);
    }

    /// <summary>It is no longer known who calls a module.</summary>
    /// <returns>Whether that is new.</returns>
    public bool Lose(Value value) => value is Reference reference && _lost.Add(reference.Id);

    /// <summary>A module's own modules are asked for, in whatever order.</summary>
    public void Enumerate(Value value)
    {
        if (value is Reference reference)
        {
            _enumerated.Add(reference.Id);
        }
    }

    /// <summary>A module registers another by a name of its own.</summary>
    public void Name(Value module)
    {
        if (module is Reference reference)
        {
            _named.Add(reference.Id);
        }
    }

    /// <summary>Whether the modules inside may have other names than the fields that hold them.</summary>
    public bool HasNamesOfItsOwn(Value module) => module is Reference reference && _named.Contains(reference.Id);

    /// <summary>A module is called of which it is not known which it is: it may be one of those that were asked for.</summary>
    public void AddUnknown()
    {
        _lost.UnionWith(_enumerated);
        _enumerated.Clear();
    }

    /// <summary>What a module returned.</summary>
    public Value Output(Value module) => Find(module)?.Output ?? Value.Unknown;

    /// <summary>What it was called with.</summary>
    public Value Input(Value module, int index) => Find(module)?.Inputs.ElementAtOrDefault(index) ?? Value.Unknown;

    private (IReadOnlyList<Value> Inputs, Value Output)? Find(Value module) =>
        module is Reference reference && !_lost.Contains(reference.Id) && _calls.TryGetValue(reference.Id, out var found) ? found : null;

    // The modules in what is called or returned are no longer called from here.
    private static Value Join(Value one, Value other) => State.Join(one, other, _ => { });
}

/// <summary>A layer that cannot take what it is called with.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Input">The shape that it gets.</param>
/// <param name="Text">What is wrong with it.</param>
internal sealed record ShapeFault(Layer Layer, Shape Input, string Text);
