using System.Text.Json;
using System.Text.Json.Nodes;
using Kd.IO;
using Kd.Resuming;
using Kd.Scripts;
using TorchSharp;

namespace Kd.Training;

/// <summary>The files that a run leaves: weights, <c>summary.json</c> and <c>metrics.jsonl</c>.</summary>
internal sealed class RunArtifacts : IResumable, IDisposable
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };
    private readonly StageRole _role;
    private readonly StreamWriter _metrics;
    private readonly List<string> _lines = [];
    private readonly string? _checkpoints;
    private string _folder;

    /// <summary>Makes the folder.</summary>
    /// <param name="folder">The folder, in which a run that goes on from another begins anew.</param>
    /// <param name="role">What is trained.</param>
    /// <param name="checkpoints">Where the weights of epochs wait for the end of the run, so that one that goes on from it has them; nothing for the folder itself.</param>
    public RunArtifacts(string folder, StageRole role, string? checkpoints)
    {
        _folder = Path.GetFullPath(folder);
        (_role, _checkpoints) = (role, checkpoints);
        _metrics = Writing(() =>
        {
            Directory.CreateDirectory(_folder);
            return new StreamWriter(Path.Combine(_folder, "metrics.jsonl"), append: false) { AutoFlush = true, NewLine = "\n" };
        });
    }

    /// <summary>The name of the weights' file of a role.</summary>
    /// <param name="role">The role.</param>
    /// <param name="isScript">Whether the model is a TorchScript file, code and all.</param>
    public static string WeightsName(StageRole role, bool isScript = false) => $"{role.ToString().ToLowerInvariant()}.{(isScript ? "pt" : "safetensors")}";

    /// <summary>Adds an epoch's line to <c>metrics.jsonl</c>.</summary>
    public void AddEpoch(int epoch, double learningRate, IReadOnlyDictionary<string, double> losses, Evaluation validation, TimeSpan time)
    {
        var line = JsonSerializer.Serialize(new
        {
            epoch,
            learningRate,
            losses,
            validation = Json(validation),
            seconds = Math.Round(time.TotalSeconds, 3),
        });
        _lines.Add(line);
        Writing(() => _metrics.WriteLine(line));
    }

    /// <summary>Visits the epochs' lines; those that are restored are written again.</summary>
    public void Visit(RunState state)
    {
        var text = state.Text("metrics", string.Join('\n', _lines));
        if (state.IsRestoring && text.Length > 0)
        {
            _lines.AddRange(text.Split('\n'));
            Writing(() => _lines.ForEach(_metrics.WriteLine));
        }
    }

    /// <summary>Writes the model's present weights; of a script, which does not change, its file.</summary>
    /// <returns>The file.</returns>
    public string WriteWeights(torch.nn.Module model)
    {
        if (model is IScripted { File: var file })
        {
            var copy = Path.Combine(_folder, WeightsName(_role, isScript: true));
            Copy(file, copy);
            return copy;
        }

        var path = Weights;
        Writing(() => ModelWeights.Save(model, path));
        return path;
    }

    /// <summary>Writes the weights that the model has at the end of an epoch.</summary>
    public void WriteCheckpoint(torch.nn.Module model, int epoch) => Writing(() => ModelWeights.Save(model, Waiting(epoch)));

    /// <summary>Puts the weights of an epoch beside those that are kept.</summary>
    public void PutCheckpoint(int epoch)
    {
        if (_checkpoints is not null)
        {
            Copy(Waiting(epoch), StageWeights.Checkpoint(Weights, epoch));
        }
    }

    /// <summary>Removes what an earlier run left in the place of an epoch's weights, so that nobody takes it for this run's.</summary>
    public void RemoveCheckpoint(int epoch) => Writing(() => File.Delete(StageWeights.Checkpoint(Weights, epoch)));

    /// <summary>Writes what losses and adapters have learned.</summary>
    /// <param name="write">Writes it, into a folder.</param>
    public void WriteParts(Action<string> write) => Writing(() => write(_folder));

    /// <summary>Lets two models change their folders. No epoch can be added after that.</summary>
    public static void Swap(RunArtifacts one, RunArtifacts other) => one.Writing(() =>
    {
        one._metrics.Dispose();
        other._metrics.Dispose();
        var aside = one._folder + ".other";
        if (Directory.Exists(aside))
        {
            // Left by a run that was killed at this place.
            Directory.Delete(aside, recursive: true);
        }

        Directory.Move(one._folder, aside);
        Directory.Move(other._folder, one._folder);
        Directory.Move(aside, other._folder);
        (one._folder, other._folder) = (other._folder, one._folder);
    });

    /// <summary>Writes <c>summary.json</c>.</summary>
    public void WriteSummary(string model, RunOptions options, RunResult result, string device)
    {
        var own = _role == StageRole.Teacher ? "teacher" : "student";
        var summary = new JsonObject { [own] = model };
        var parameters = new JsonObject { [own] = result.Parameters };
        var test = new JsonObject { [own] = Json(result.Test.Value), ["last"] = Json(result.LastTest.Value) };
        if (result.Teacher is { } teacher)
        {
            summary["teacher"] = teacher.Name;
            parameters["teacher"] = teacher.Parameters;
            test["teacher"] = Json(teacher.Test.Value);
        }

        if (result.Teachers.Count > 1)
        {
            summary["teachers"] = new JsonArray(
                [.. result.Teachers.Select(t => new JsonObject { ["name"] = t.Name, ["parameters"] = t.Parameters, ["test"] = Json(t.Test.Value) })]);
        }

        if (result.Ensemble is { } ensemble)
        {
            test["ensemble"] = Json(ensemble.Value);
        }

        summary["seed"] = options.Seed;
        summary["epochs"] = result.Epochs;
        summary["keptEpoch"] = result.KeptEpoch;
        summary["device"] = device;
        summary["parameters"] = parameters;
        summary["metric"] = result.Test.Metric;
        summary["test"] = test;
        summary["validation"] = Json(result.Validation);
        WriteJson("summary.json", summary);
    }

    /// <summary>Writes a file of JSON.</summary>
    public void WriteJson(string name, JsonObject content) =>
        Writing(() => AtomicFile.Write(Path.Combine(_folder, name), stream => JsonSerializer.Serialize(stream, content, _indented)));

    public void Dispose()
    {
        try
        {
            _metrics.Dispose();
        }
        catch (IOException)
        {
            // A line that could not be written has been an error already, which this one must not hide.
        }
    }

    private string Weights => Path.Combine(_folder, WeightsName(_role));

    private static JsonObject Json(Evaluation evaluation) => new() { [evaluation.Metric] = Json(evaluation.Value), ["loss"] = Json(evaluation.Loss) };

    // JSON has no word for what is not a number.
    private static JsonNode? Json(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    private string Waiting(int epoch) =>
        StageWeights.Checkpoint(_checkpoints is null ? Weights : Path.Combine(_checkpoints, WeightsName(_role)), epoch);

    private void Copy(string from, string to) => Writing(() => AtomicFile.Write(to, target =>
    {
        using var source = File.OpenRead(from);
        source.CopyTo(target);
    }));

    private void Writing(Action write) => ResultFolder.Writing(_folder, write);

    private T Writing<T>(Func<T> write) => ResultFolder.Writing(_folder, write);
}
