using Kd.Tasks.Graph;

namespace Kd.Tasks.Store;

/// <summary>Copies results from the store to where the project's output is.</summary>
/// <param name="output">The folder for them; each model gets one of its own in it.</param>
/// <param name="run">The stages of the run.</param>
internal sealed class Publisher(string output, IReadOnlyList<StageItem> run)
{
    /// <summary>The stages whose results a program may ask for: all but a baseline that is there only to be compared with.</summary>
    public IEnumerable<StageItem> Published =>
        run.Where(stage => stage.Stage.Role != StageRole.Baseline || run.Any(other => other.Stage.After.Any(stage.Stage.IsNamed)));

    /// <summary>Where a model's results are copied to.</summary>
    public string FolderOf(string model) => Path.Combine(output, model);

    /// <summary>What came out of a model's training, with its baseline if that was a part of the run.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="result">The folder of its result.</param>
    public Summary? SummaryOf(string model, string result)
    {
        var summary = Summary.Read(result);
        var baseline = run.FirstOrDefault(stage => stage.Stage.BaselineOf == model);
        if (summary is not null && baseline is not null && Summary.Read(baseline.Result)?.Student is { } value)
        {
            summary.AddBaseline(value);
        }

        return summary;
    }

    /// <summary>Whether a stage's copies are what they should be.</summary>
    public bool IsPublished(StageItem stage) => !Changes(stage).Any();

    /// <summary>What a stage's run found different than that of the copies, which are of the same plan; nothing if they are of another.</summary>
    public IReadOnlyList<string> DifferencesTo(StageItem stage) => LockFile.Differences(
        Path.Combine(FolderOf(stage.Stage.ModelsIn(stage.Result).First().Key), StageItem.LockFile), Path.Combine(stage.Result, StageItem.LockFile));

    /// <summary>Copies what differs: all of it or nothing.</summary>
    public void Publish(StageItem stage)
    {
        using var files = new FileReplacement();
        foreach (var change in Changes(stage))
        {
            change(files);
        }

        files.Commit();
    }

    private IEnumerable<Action<FileReplacement>> Changes(StageItem stage) =>
        stage.Stage.ModelsIn(stage.Result).SelectMany(model => Changes(stage, model.Key, model.Value));

    private IEnumerable<Action<FileReplacement>> Changes(StageItem stage, string model, string result)
    {
        var summary = SummaryOf(model, result);
        foreach (var (name, source) in Files(stage, result))
        {
            var target = Path.Combine(FolderOf(model), name);
            if (name == Summary.FileName && summary?.ToJson() is { } text)
            {
                if (!File.Exists(target) || File.ReadAllText(target) != text)
                {
                    yield return files => files.WriteText(target, text);
                }
            }
            else if (Differ(source, target))
            {
                yield return files => files.Copy(source, target);
            }
        }
    }

    // A model of a group also gets what the group's result has for all: what the run depends on.
    private static IEnumerable<(string Name, string Source)> Files(StageItem stage, string result)
    {
        var own = Directory.EnumerateFiles(result, "*", SearchOption.AllDirectories).Select(source => (source.Substring(result.Length + 1), source)).ToList();
        return result == stage.Result ? own : own.Concat(
            Directory.EnumerateFiles(stage.Result).Select(source => (Path.GetFileName(source), source)).Where(file => !own.Any(o => o.Item1 == file.Item1)));
    }

    private static bool Differ(string source, string target)
    {
        var (from, to) = (new FileInfo(source), new FileInfo(target));
        return !to.Exists || to.Length != from.Length || to.LastWriteTimeUtc != from.LastWriteTimeUtc;
    }
}
