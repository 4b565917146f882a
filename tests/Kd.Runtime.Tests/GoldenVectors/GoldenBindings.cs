namespace Kd.Tests.GoldenVectors;

/// <summary>All bindings of golden vectors.</summary>
internal static class GoldenBindings
{
    private static readonly IGoldenBindings[] _sources =
    [
        .. typeof(GoldenBindings).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IGoldenBindings)))
            .Select(type => (IGoldenBindings)Activator.CreateInstance(type)!),
    ];

    private static readonly Dictionary<string, (Func<GoldenVector, Tensor> Loss, IGoldenBindings Source)> _bindings =
        _sources.SelectMany(source => source.Bindings.Select(b => (b.Key, Value: (b.Value, source)))).ToDictionary(b => b.Key, b => b.Value);

    /// <summary>Computes the loss as Kd does.</summary>
    public static Tensor Loss(string family, string variant, GoldenVector vector)
    {
        Assert.True(_bindings.TryGetValue($"{family}/{variant}", out var binding), $"No binding says how Kd computes {family}/{variant}.");
        return binding.Loss(vector);
    }

    /// <inheritdoc cref="IGoldenBindings.ComparableRows"/>
    public static Tensor ComparableRows(string family, string variant, string file, Tensor input) =>
        _bindings[$"{family}/{variant}"].Source.ComparableRows(family, file, input);
}
