using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kd.Tasks.Store;

/// <summary>What the host is asked to do. The JSON has the shape of <c>Kd.Training.StageRequest</c>.</summary>
internal sealed record Request
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required string Assembly { get; init; }

    public required string Stage { get; init; }

    public required string Output { get; init; }

    public required string ProjectFolder { get; init; }

    public required string Device { get; init; }

    public required string Checkpoints { get; init; }

    public required double CheckpointMinutes { get; init; }

    public required string TeacherCaches { get; init; }

    public required string StopFile { get; init; }

    public string? DataPath { get; init; }

    public IEnumerable<KeyValuePair<string, string>> Modules { get; init; } = [];

    public IEnumerable<KeyValuePair<string, string>> Settings { get; init; } = [];

    public IEnumerable<KeyValuePair<string, string>> Weights { get; init; } = [];

    public string ToJson()
    {
        var json = new JsonObject
        {
            ["assembly"] = Assembly,
            ["stage"] = Stage,
            ["output"] = Output,
            ["projectFolder"] = ProjectFolder,
            ["device"] = Device,
            ["checkpoints"] = Checkpoints,
            ["checkpointMinutes"] = CheckpointMinutes,
            ["teacherCaches"] = TeacherCaches,
            ["stopFile"] = StopFile,
            ["modules"] = Object(Modules),
            ["settings"] = Object(Settings),
            ["weights"] = Object(Weights),
        };
        if (DataPath is not null)
        {
            json["dataPath"] = DataPath;
        }

        return json.ToJsonString(_indented);
    }

    /// <summary>Adds the processes that must live for the host to go on, which only its starter knows.</summary>
    public static string WithParents(string request, IEnumerable<int> parents)
    {
        var json = JsonNode.Parse(request)!;
        json["parents"] = new JsonArray(parents.Select(pid => (JsonNode)JsonValue.Create(pid)).ToArray());
        return json.ToJsonString(_indented);
    }

    /// <summary>Makes a request to train a stage one to check it, on the CPU.</summary>
    /// <param name="request">The request to train it.</param>
    /// <param name="parents">The processes that must live for the host to go on.</param>
    /// <param name="output">The folder to write into.</param>
    /// <param name="weights">Weight files, by stage, that take the place of those of the request.</param>
    public static string ForCheck(string request, IEnumerable<int> parents, string output, IEnumerable<KeyValuePair<string, string>> weights)
    {
        var json = JsonNode.Parse(WithParents(request, parents))!;
        json["output"] = output;
        json["device"] = "cpu";
        json["check"] = true;
        foreach (var file in weights)
        {
            json["weights"]![file.Key] = file.Value;
        }

        return json.ToJsonString(_indented);
    }

    private static JsonObject Object(IEnumerable<KeyValuePair<string, string>> values) =>
        new(values.Select(v => new KeyValuePair<string, JsonNode?>(v.Key, JsonValue.Create(v.Value))));
}
