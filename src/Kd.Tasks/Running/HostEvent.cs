using System.Text.Json;

namespace Kd.Tasks.Running;

/// <summary>Something the training process has to say: one JSON object in one line of its output.</summary>
/// <param name="Kind"><c>progress</c>, <c>status</c>, <c>warning</c>, <c>error</c> or <c>check</c>.</param>
/// <param name="Text">What it says, in one line.</param>
internal sealed record HostEvent(string Kind, string Text)
{
    private const string Mark = "{\"kd\":";

    public string? Code { get; init; }

    public string? File { get; init; }

    public int Line { get; init; }

    /// <summary>More about an error, in any number of lines.</summary>
    public string? Details { get; init; }

    /// <summary>The stage that says it.</summary>
    public string? Stage { get; init; }

    /// <summary>What a check of the stage found: JSON.</summary>
    public string? Report { get; init; }

    /// <summary>How far the stage has come.</summary>
    public HostStatus? Status { get; init; }

    /// <summary>Whether another stage says the same of the same place, such as the data that both read.</summary>
    public bool IsSameAs(HostEvent other) => (Kind, Text, Code, File, Line) == (other.Kind, other.Text, other.Code, other.File, other.Line);

    /// <summary>Reads a line of output; nothing if the line is the user's own.</summary>
    public static HostEvent? TryParse(string line)
    {
        if (!line.StartsWith(Mark, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(line);
            return StringOf(json.RootElement, "kd") is { } kind && StringOf(json.RootElement, "text") is { } text
                ? new(kind, text)
                {
                    Code = StringOf(json.RootElement, "code"),
                    File = StringOf(json.RootElement, "file"),
                    Line = NumberOf(json.RootElement, "line"),
                    Details = StringOf(json.RootElement, "details"),
                    Stage = StringOf(json.RootElement, "stage"),
                    Status = json.RootElement.TryGetProperty("status", out var status) ? HostStatus.Read(status) : null,
                    Report = json.RootElement.TryGetProperty("report", out var report) ? report.GetRawText() : null,
                }
                : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static string? StringOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int NumberOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : 0;
}
