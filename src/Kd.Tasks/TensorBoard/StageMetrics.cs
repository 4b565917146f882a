using Kd.Reporting;

namespace Kd.Tasks.TensorBoard;

/// <summary>The epochs of a result as scalars with tags that TensorBoard groups by what stands before the slash.</summary>
internal static class StageMetrics
{
    /// <summary>Reads a result's epochs.</summary>
    /// <param name="result">The folder of the result.</param>
    /// <exception cref="IOException">The file of the epochs cannot be read.</exception>
    public static IReadOnlyList<ScalarPoint> Read(string result)
    {
        var points = new List<ScalarPoint>();
        var seconds = 0.0;
        foreach (var epoch in EpochLine.Read(result).Where(epoch => epoch.Epoch > 0))
        {
            seconds += epoch.Seconds;
            points.Add(new(epoch.Epoch, seconds, [.. Scalars(epoch).Where(scalar => !double.IsNaN(scalar.Value))]));
        }

        return points;
    }

    private static IEnumerable<KeyValuePair<string, double>> Scalars(EpochLine epoch) =>
        Group("loss", epoch.Losses).Concat(Group("validation", epoch.Validation)).Concat([new("train/learningRate", epoch.LearningRate), new("train/seconds", epoch.Seconds)]);

    private static IEnumerable<KeyValuePair<string, double>> Group(string name, IReadOnlyDictionary<string, double> values) =>
        values.Select(value => new KeyValuePair<string, double>($"{name}/{value.Key}", value.Value));
}
