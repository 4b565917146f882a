namespace Kd.Tests.GoldenVectors;

/// <summary>How Kd computes what reference implementations compute. Every class of this kind in the tests is found by itself.</summary>
internal interface IGoldenBindings
{
    /// <summary>The loss, by family and implementation: <c>kd/repdistiller</c>.</summary>
    IReadOnlyDictionary<string, Func<GoldenVector, Tensor>> Bindings { get; }

    /// <summary>The rows of an input whose gradient can be compared: all, but for the few entries that INDEX.md names.</summary>
    /// <param name="family">The loss family.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="input">The input that the gradient is taken for.</param>
    Tensor ComparableRows(string family, string file, Tensor input) => arange(input.size(0), ScalarType.Int64);
}
