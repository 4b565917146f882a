using System.Globalization;
using System.Reflection;
using Kd.Training;

namespace Kd.Exactness;

/// <summary>The settings of a run, each with the value that it had, declared or given.</summary>
internal static class OptionValues
{
    /// <summary>The values by path, as in <c>KdSet</c>.</summary>
    /// <param name="run">The run's name, by which its assembly declares the paths.</param>
    /// <param name="options">The options.</param>
    public static IEnumerable<KeyValuePair<string, string>> Of(string run, RunOptions options)
    {
        var type = options.GetType();
        var paths = DistillStageAttribute.Of(run, type.Assembly)?.Settings ?? ["train.epochs", "train.batchSize", "train.seed", "train.keep", "train.nonFinite", "train.deterministic"];
        return
            from path in paths
            let property = type.GetProperty(NameOf(path), BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            where property is not null
            select KeyValuePair.Create(path, Text(property.GetValue(options)));
    }

    private static string Text(object? value) => value is bool truth ? (truth ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    // As the generator names them: response.temperature is ResponseTemperature, and train.epochs, which all have, Epochs.
    private static string NameOf(string path) =>
        string.Concat((path.StartsWith("train.", StringComparison.Ordinal) ? path["train.".Length..] : path).Split('.').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));
}
