using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kd.Tasks.Store;

/// <summary>The file that says what a result depends on: what was planned, whose hash is the key, and what the run says of itself.</summary>
internal static class LockFile
{
    private const string Run = "run";

    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes what was planned into a result, before what its run has written there.</summary>
    /// <param name="result">The folder of the result.</param>
    /// <param name="planned">What was planned: JSON.</param>
    public static void Complete(string result, string planned)
    {
        var path = Path.Combine(result, StageItem.LockFile);
        AtomicFile.WriteText(path, RunIn(path) is { } run ? Joined(planned, run) : planned);
    }

    private static string Joined(string planned, JsonNode run)
    {
        var json = JsonNode.Parse(planned)!.AsObject();
        json[Run] = run;
        return json.ToJsonString(_indented).Replace("\r\n", "\n") + "\n";
    }

    private static JsonNode? RunIn(string path)
    {
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))?[Run]?.DeepClone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
