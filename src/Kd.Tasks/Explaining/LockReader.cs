using System.Text.Json;

namespace Kd.Tasks.Explaining;

/// <summary>Reads the text of a <c>kd.lock.json</c>, this plan's or that of an earlier result.</summary>
internal sealed class LockReader
{
    private static readonly Dictionary<string, string> _none = [];
    private readonly JsonElement _json;

    private LockReader(JsonElement json) => _json = json;

    /// <summary>The number of the file's form.</summary>
    public string Format => Text("format") ?? "";

    /// <summary>Nothing for a text that is no lock.</summary>
    public static LockReader? TryParse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new(document.RootElement.Clone()) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A value, several with commas between; nothing if it is not there.</summary>
    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Array } several => string.Join(", ", several.EnumerateArray()),
        { } value => value.ToString(),
    };

    /// <summary>A value inside another.</summary>
    public string? Text(string name, string inner) => Strings(name).TryGetValue(inner, out var value) ? value : null;

    /// <summary>Names with their values; none if they are not there.</summary>
    public IReadOnlyDictionary<string, string> Strings(string name)
    {
        if (Find(name) is not { ValueKind: JsonValueKind.Object } group)
        {
            return _none;
        }

        // Files in two folders outside of the project's may have one name.
        return group.EnumerateObject().GroupBy(value => value.Name).ToDictionary(
            same => same.Key, same => string.Join(" ", same.Select(value => value.Value.ToString())), StringComparer.Ordinal);
    }

    private JsonElement? Find(string name) => _json.TryGetProperty(name, out var value) ? value : null;
}
