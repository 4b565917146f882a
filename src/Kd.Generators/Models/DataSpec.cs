namespace Kd.Generators.Models;

/// <summary>The method that gives the data.</summary>
/// <param name="Type">The class it stands in, with <c>global::</c>.</param>
/// <param name="Method">Its name.</param>
/// <param name="Batch">The type of a batch, with <c>global::</c>.</param>
/// <param name="Tensors">The batch's tensors.</param>
internal sealed record DataSpec(string Type, string Method, string Batch, EquatableArray<string> Tensors)
{
    public const string Labels = nameof(Labels);
    public const string SampleIds = nameof(SampleIds);

    /// <summary>
    /// The batch's tensors for a model's inputs: those of the same names, or the only one there is for the only input.
    /// </summary>
    /// <returns>Nothing if an input has no tensor; then <paramref name="unbound"/> is its name.</returns>
    public string[]? Bind(EquatableArray<string> inputs, out string? unbound)
    {
        unbound = null;
        var features = Tensors.Where(t => t is not (Labels or SampleIds)).ToArray();
        var bound = new string[inputs.Count];
        for (var i = 0; i < bound.Length; i++)
        {
            var match = Array.Find(features, t => string.Equals(t, inputs[i], StringComparison.OrdinalIgnoreCase));
            match ??= inputs.Count == 1 && features.Length == 1 ? features[0] : null;
            if (match is null)
            {
                unbound = inputs[i];
                return null;
            }

            bound[i] = match;
        }

        return bound;
    }
}
