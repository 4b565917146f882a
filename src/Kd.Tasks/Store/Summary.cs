using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kd.Tasks.Store;

/// <summary>What came out of a stage: the content of its <c>summary.json</c>.</summary>
internal sealed class Summary
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "summary.json";

    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _json;

    private Summary(JsonObject json) => _json = json;

    /// <summary>What the stage's own model reached on the test part.</summary>
    public double? Student => Test("student");

    /// <summary>Reads the summary in a result; nothing if it has none.</summary>
    public static Summary? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) && JsonNode.Parse(File.ReadAllText(path)) is JsonObject json ? new(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Adds what the same model reaches without its teacher.</summary>
    public void AddBaseline(double value)
    {
        if (_json["test"] is JsonObject values)
        {
            values["baseline"] = value;
        }
    }

    public string ToJson() => _json.ToJsonString(_indented) + "\n";

    /// <summary>The result in one line, as in <c>teacher 0.9889, distilled 0.9780 (test accuracy; 1,418 parameters)</c>.</summary>
    public override string ToString()
    {
        var values = Values().Where(a => a.Value is not null)
            .Select(a => string.Format(CultureInfo.InvariantCulture, "{0} {1:0.0000}", a.Label, a.Value)).ToList();
        var parameters = Number("parameters", "student") is { } count ? string.Format(CultureInfo.InvariantCulture, "{0:N0} parameters", count) : null;
        return values.Count > 0 ? $"{string.Join(", ", values)} (test {_json["metric"]}{(parameters is null ? "" : "; " + parameters)})"
            : parameters is null ? "distilled" : $"distilled ({parameters})";
    }

    private IEnumerable<(string Label, double? Value)> Values()
    {
        // One is the teacher, several have their names; the first of born-again generations is the baseline.
        var baseline = Test("baseline") is null ? null : $"{_json["student"]}.Baseline";
        foreach (var teacher in (_json["teachers"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (teacher["name"]?.ToString() is var name && name != baseline)
            {
                yield return (name ?? "teacher", Number(teacher, "test"));
            }
        }

        yield return ("teacher", _json["teachers"] is null ? Test("teacher") : null);
        yield return ("baseline", Test("baseline"));
        yield return ("distilled", Test("student"));
        yield return ("ensemble", Test("ensemble"));
    }

    private double? Test(string name) => Number("test", name);

    private double? Number(string group, string name) => Number(_json[group] as JsonObject, name);

    private static double? Number(JsonObject? values, string name) => values?[name] is JsonValue value && value.TryGetValue(out double number) ? number : null;
}
