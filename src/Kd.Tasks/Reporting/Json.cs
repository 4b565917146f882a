using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kd.Reporting;

/// <summary>Reads what a run has left, of which anything may be missing.</summary>
internal static class Json
{
    /// <summary>An object from its text; nothing if the text is none.</summary>
    public static JsonObject? TryParse(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An object from a file; an empty one if the file is not there or has none.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static JsonObject Read(string path) => File.Exists(path) ? TryParse(File.ReadAllText(path)) ?? [] : [];

    /// <summary>A member of objects in each other; nothing if one of them is not there.</summary>
    public static JsonNode? At(this JsonNode? node, params string[] path) => path.Aggregate(node, (inner, name) => (inner as JsonObject)?[name]);

    /// <summary>A number; nothing if it is not there or is none.</summary>
    public static double? Number(this JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? number : null;

    /// <summary>A value as text; nothing if it is not there.</summary>
    public static string? Value(this JsonNode? node) => node is JsonValue value ? value.ToString() : null;

    /// <summary>The members of an object with their values as text.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Values(this JsonNode? node) =>
        (node as JsonObject ?? []).Select(member => new KeyValuePair<string, string>(member.Key, member.Value?.ToString() ?? ""));
}
