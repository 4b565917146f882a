using Kd.Tasks.Graph;

namespace Kd.Tasks.Store;

/// <summary>Copies results from the store to where the project's output is.</summary>
/// <param name="output">The folder for them; each stage gets one of its own in it.</param>
/// <param name="run">The stages of the run.</param>
internal sealed class Publisher(string output, IReadOnlyList<StageItem> run)
{
    /// <summary>Where a stage's results are copied to.</summary>
    public string FolderOf(StageItem stage) => Path.Combine(output, stage.Name);

    /// <summary>What came out of a stage, with its baseline if that was a part of the run.</summary>
    public Summary? SummaryOf(StageItem stage)
    {
        var summary = Summary.Read(stage.Result);
        var baseline = run.FirstOrDefault(s => s.Role == StageRole.Baseline && s.Student == stage.Name);
        if (summary is not null && baseline is not null && Summary.Read(baseline.Result)?.Student is { } value)
        {
            summary.AddBaseline(value);
        }

        return summary;
    }

    /// <summary>Whether a stage's copies are what they should be.</summary>
    public bool IsPublished(StageItem stage) => !Changes(stage).Any();

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

    private IEnumerable<Action<FileReplacement>> Changes(StageItem stage)
    {
        var summary = SummaryOf(stage);
        foreach (var source in Directory.EnumerateFiles(stage.Result, "*", SearchOption.AllDirectories))
        {
            var name = source.Substring(stage.Result.Length + 1);
            var target = Path.Combine(FolderOf(stage), name);
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

    private static bool Differ(string source, string target)
    {
        var (from, to) = (new FileInfo(source), new FileInfo(target));
        return !to.Exists || to.Length != from.Length || to.LastWriteTimeUtc != from.LastWriteTimeUtc;
    }
}
