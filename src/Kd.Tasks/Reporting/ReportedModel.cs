using System.Text.Json.Nodes;
using Kd.Tasks;
using Kd.Tasks.Graph;

namespace Kd.Reporting;

/// <summary>What a stage has left of a model, and where it stands in the graph.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Role">What it is to the student of the report, as in <c>teacher</c>.</param>
internal sealed record ReportedModel(string Name, string Role)
{
    /// <summary>The stage that trained it, where that is known; nothing for a model that has no stage, such as an ensemble.</summary>
    public Stage? Stage { get; init; }

    /// <summary>The content of <c>summary.json</c>.</summary>
    public JsonObject Summary { get; init; } = [];

    /// <summary>The content of <c>kd.lock.json</c>.</summary>
    public JsonObject Lock { get; init; } = [];

    /// <summary>The epochs of its training.</summary>
    public IReadOnlyList<EpochLine> Epochs { get; init; } = [];

    /// <summary>The content of <c>predictions.json</c>; empty for a model that is no classifier.</summary>
    public JsonObject Predictions { get; init; } = [];

    /// <summary>The content of <c>latency.json</c>; empty if nothing was measured.</summary>
    public JsonObject Latency { get; init; } = [];

    /// <summary>The size of its file of weights in bytes; nothing if it has none.</summary>
    public long? Size { get; init; }

    /// <summary>When its training had come to its end, in universal time.</summary>
    public DateTime Finished { get; init; }

    /// <summary>What it reached on the test part.</summary>
    public double? Test { get; init; }

    /// <summary>How many numbers it has to learn.</summary>
    public double? Parameters { get; init; }

    /// <summary>The metric's name.</summary>
    public string Metric => Summary["metric"].Value() ?? "metric";

    /// <summary>What it reached on the validation part.</summary>
    public double? Validation => Summary["validation"].At(Metric).Number();

    /// <summary>How long its training took, in seconds; nothing if it was not trained.</summary>
    public double? Seconds => Epochs.Count == 0 ? null : Epochs.Sum(epoch => epoch.Seconds);

    /// <summary>What the run says of itself.</summary>
    public JsonNode? Run => Lock["run"];

    /// <summary>Every setting with its value.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings => (Run.At("options") ?? Lock["settings"]).Values();

    /// <summary>Reads what is in the result of a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="student">The student of the report.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IEnumerable<ReportedModel> Of(StageItem stage, string student) => stage.Stage.ModelsIn(stage.Result).Select(model => Read(
        model.Key, RoleOf(model.Key, stage.Stage, student), model.Value, Path.Combine(stage.Result, StageItem.LockFile)) with { Stage = stage.Stage });

    /// <summary>Reads what is in a folder of results.</summary>
    /// <param name="folder">The folder, of one model.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ReportedModel In(string folder)
    {
        // The models of a group have one lock, in the folder around theirs.
        var path = Path.Combine(folder, StageItem.LockFile);
        var read = Read("", "", folder, File.Exists(path) ? path : Path.Combine(folder, "..", StageItem.LockFile));
        var name = (read.Lock["models"] is null ? read.Lock["stage"].Value() : null) ?? read.Summary["student"].Value() ?? read.Summary["teacher"].Value();
        return read with { Name = name ?? Path.GetFileName(folder), Role = read.Lock["role"].Value() ?? "" };
    }

    private static ReportedModel Read(string name, string role, string folder, string @lock)
    {
        var summary = Json.Read(Path.Combine(folder, Tasks.Store.Summary.FileName));
        var own = summary["student"] is null ? "teacher" : "student";
        return new(name, role)
        {
            Summary = summary,
            Lock = Json.Read(@lock),
            Epochs = EpochLine.Read(folder),
            Predictions = Json.Read(Path.Combine(folder, "predictions.json")),
            Latency = Json.Read(Path.Combine(folder, "latency.json")),
            Size = Tasks.Graph.Stage.WeightsFiles.Select(file => new FileInfo(Path.Combine(folder, file))).FirstOrDefault(file => file.Exists)?.Length,
            Finished = File.GetLastWriteTimeUtc(@lock),
            Test = summary["test"].At(own).Number(),
            Parameters = summary["parameters"].At(own).Number(),
        };
    }

    private static string RoleOf(string name, Stage stage, string student) => stage switch
    {
        _ when name == student => "student",
        { Role: StageRole.Teacher } => "teacher",
        { Role: StageRole.Baseline } => "baseline",
        { Student: not null } => "earlier stage",
        _ when stage.IsNamed(student) => "peer",
        _ => "assistant",
    };
}
