namespace Kd.Generators.Shapes;

/// <summary>Reads arguments that are sizes: a number for all dimensions, or a tuple or array with one for each.</summary>
internal sealed class Sizes(Arguments arguments, Interpreter interpreter)
{
    /// <summary>The arguments.</summary>
    public Arguments Arguments => arguments;

    /// <summary>A size for each of some dimensions; nothing where it is not known.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="dims">How many dimensions.</param>
    /// <param name="otherwise">What holds if it is null or not there.</param>
    public IReadOnlyList<long?> Read(string name, int dims, long? otherwise = null)
    {
        var value = arguments[name];
        return value is Constant { Content: null } ? [.. Enumerable.Repeat(otherwise, dims)]
            : All(value) is not { } all ? [.. Enumerable.Repeat((long?)null, dims)]
            : all.Count == 1 ? [.. Enumerable.Repeat(all[0].Number, dims)]
            : all.Count == dims ? [.. all.Select(v => v.Number)]
            : [.. Enumerable.Repeat((long?)null, dims)];
    }

    /// <summary>The dimensions that a parameter has; nothing if their number is not known.</summary>
    public IReadOnlyList<Dim>? ReadAll(params string[] names) => Values(names) is { } all ? [.. all.Select(v => v.Dim)] : null;

    /// <summary>The values that a parameter has; nothing if their number is not known.</summary>
    public IReadOnlyList<Value>? Values(params string[] names) => All(arguments[names]);

    private IReadOnlyList<Value>? All(Value value) => value switch
    {
        Constant { Content: long } or SampleCount => [value],
        Constant { Content: null } => null,
        TupleValue tuple => tuple.Items,
        _ => interpreter.Elements(value),
    };
}
