using System.Text.Json;

namespace Kd.Tasks.TensorBoard;

/// <summary>The epochs of a result, from its <c>metrics.jsonl</c>, as scalars with tags that TensorBoard groups by what stands before the slash.</summary>
internal static class StageMetrics
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "metrics.jsonl";

    /// <summary>Reads a file; nothing if there is none, or if it is of something else.</summary>
    public static IReadOnlyList<ScalarPoint> Read(string path)
    {
        var points = new List<ScalarPoint>();
        var seconds = 0.0;
        try
        {
            foreach (var line in File.Exists(path) ? File.ReadLines(path) : [])
            {
                using var json = JsonDocument.Parse(line);
                var epoch = json.RootElement;
                seconds += epoch.GetProperty("seconds").GetDouble();
                points.Add(new(epoch.GetProperty("epoch").GetInt32(), seconds, [.. Scalars(epoch)]));
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return [];
        }

        return points;
    }

    private static IEnumerable<KeyValuePair<string, double>> Scalars(JsonElement epoch) =>
        Group("loss", epoch.GetProperty("losses")).Concat(Group("validation", epoch.GetProperty("validation")))
            .Concat([new("train/learningRate", epoch.GetProperty("learningRate").GetDouble()), new("train/seconds", epoch.GetProperty("seconds").GetDouble())]);

    // What was not finite is null.
    private static IEnumerable<KeyValuePair<string, double>> Group(string name, JsonElement values) =>
        values.EnumerateObject().Where(value => value.Value.ValueKind == JsonValueKind.Number)
            .Select(value => new KeyValuePair<string, double>($"{name}/{value.Name}", value.Value.GetDouble()));
}
