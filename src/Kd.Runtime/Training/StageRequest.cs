using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kd.Training;

/// <summary>
/// What the <c>Distill</c> target asks the host to do: one stage, written as a JSON file that can be run again by hand.
/// </summary>
public sealed record StageRequest
{
    /// <summary>The user's built assembly.</summary>
    public required string Assembly { get; init; }

    /// <summary>The name of the stage to run.</summary>
    public required string Stage { get; init; }

    /// <summary>The folder to write the results into. It exists and is empty.</summary>
    public required string Output { get; init; }

    /// <summary>The project's folder, which relative paths start from.</summary>
    public required string ProjectFolder { get; init; }

    /// <summary><c>auto</c>, <c>cpu</c>, <c>cuda</c> or <c>cuda:n</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary><c>KdDataPath</c>, or nothing.</summary>
    public string? DataPath { get; init; }

    /// <summary>Values by setting path, in the invariant culture.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>The builds of the project's assemblies that the stage was planned for: module version ids by assembly name.</summary>
    public IReadOnlyDictionary<string, Guid> Modules { get; init; } = new Dictionary<string, Guid>();

    /// <summary>The weight files of the stages before this one, by stage name.</summary>
    public IReadOnlyDictionary<string, string> Weights { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether to try the stage with a few samples and tell what one finds, in place of training it.</summary>
    public bool Check { get; init; }

    /// <summary>The processes that must live for this one to go on: the build, and its parent if it is a node of one.</summary>
    public IReadOnlyList<int> Parents { get; init; } = [];

    /// <summary>The folder of the stage's checkpoints; nothing if none are wanted.</summary>
    public string? Checkpoints { get; init; }

    /// <inheritdoc cref="RunOptions.CheckpointMinutes"/>
    public double CheckpointMinutes { get; init; } = 5;

    /// <inheritdoc cref="RunOptions.TeacherCaches"/>
    public string? TeacherCaches { get; init; }

    /// <summary>A file that asks the stage to stop when it appears.</summary>
    public string? StopFile { get; init; }

    /// <summary>Asks the stage to stop; not part of the file.</summary>
    [JsonIgnore]
    public CancellationToken Stop { get; init; }

    /// <summary>Hears how the run goes; not part of the file.</summary>
    [JsonIgnore]
    public IRunReporter? Reporter { get; init; }

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Reads a request.</summary>
    /// <param name="path">The JSON file.</param>
    /// <exception cref="JsonException">The file is not a request.</exception>
    public static StageRequest Read(string path) =>
        JsonSerializer.Deserialize<StageRequest>(File.ReadAllBytes(path), _json)
        ?? throw new JsonException($"{path} holds no request.");
}
