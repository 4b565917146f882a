using System.Text.Json.Nodes;
using Kd.Tasks;
using Kd.Tasks.Graph;

namespace Kd.Reporting;

/// <summary>What a stage has left of a model, and where it stands in the graph.</summary>
/// <param name="Name">The model's name.</param>
/// <param name="Role">What it is to the student of the report, as in <c>teacher</c>.</param>
/// <param name="After">The models that it was made from.</param>
internal sealed record ReportedModel(string Name, string Role, IReadOnlyList<string> After)
{
    /// <summary>The content of <c>summary.json</c>.</summary>
    public JsonObject Summary { get; init; } = [];

    /// <summary>The content of <c>kd.lock.json</c>.</summary>
    public JsonObject Lock { get; init; } = [];

    /// <summary>The epochs of its training.</summary>
    public IReadOnlyList<EpochLine> Epochs { get; init; } = [];

    /// <summary>The size of its file of weights in bytes; nothing if it has none.</summary>
    public long? Size { get; init; }

    /// <summary>When its training had come to its end, in universal time.</summary>
    public DateTime Finished { get; init; }

    /// <summary>The metric's name.</summary>
    public string Metric => Summary["metric"].Value() ?? "metric";

    /// <summary>What it reached on the test part.</summary>
    public double? Test => Own("test");

    /// <summary>How many numbers it has to learn.</summary>
    public double? Parameters => Own("parameters");

    /// <summary>Reads what is in the results of a stage.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static IEnumerable<ReportedModel> Of(StageItem stage)
    {
        var weights = stage.Stage.WeightsIn(stage.Result).ToDictionary(file => file.Key, file => new FileInfo(file.Value));
        var @lock = Path.Combine(stage.Result, StageItem.LockFile);
        foreach (var (model, folder) in stage.Stage.ModelsIn(stage.Result).Select(model => (model.Key, model.Value)))
        {
            yield return new(model, Text(stage.Stage), stage.Stage.After)
            {
                Summary = Read(Path.Combine(folder, Tasks.Store.Summary.FileName)),
                Lock = Read(@lock),
                Epochs = EpochLine.Read(folder),
                Size = weights[model].Exists ? weights[model].Length : null,
                Finished = File.GetLastWriteTimeUtc(@lock),
            };
        }
    }

    private static string Text(Stage stage) => stage switch
    {
        { Role: StageRole.Teacher } => "teacher",
        { Role: StageRole.Baseline } => "baseline",
        { Student: not null } => "earlier stage",
        _ => "student",
    };

    private double? Own(string group) => (Summary[group].At("student") ?? Summary[group].At("teacher")).Number();

    private static JsonObject Read(string path) => File.Exists(path) ? Json.TryParse(File.ReadAllText(path)) ?? [] : [];
}
