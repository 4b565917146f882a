using Kd.Tasks.Graph;

namespace Kd.Tasks.Store;

/// <summary>Copies results from the store to where the project's output is.</summary>
/// <param name="output">The folder for them; each stage gets one of its own in it.</param>
/// <param name="run">The stages of the run.</param>
internal sealed class Publisher(string output, IReadOnlyList<StageItem> run)
{
    /// <summary>Where a stage's results are copied to.</summary>
    public string FolderOf(StageItem stage) => Path.Combine(output, stage.Name);

    /// <summary>Copies what differs.</summary>
    /// <returns>What came out of the stage, with its baseline if that was a part of the run.</returns>
    public Summary? Publish(StageItem stage)
    {
        var target = FolderOf(stage);
        var summary = SummaryOf(stage);
        foreach (var file in Directory.EnumerateFiles(stage.Result, "*", SearchOption.AllDirectories))
        {
            var name = file.Substring(stage.Result.Length + 1);
            if (name == Summary.FileName && summary is not null)
            {
                WriteIfDifferent(Path.Combine(target, name), summary.ToJson());
            }
            else
            {
                CopyIfDifferent(file, Path.Combine(target, name));
            }
        }

        return summary;
    }

    private Summary? SummaryOf(StageItem stage)
    {
        var summary = Summary.Read(stage.Result);
        var baseline = run.FirstOrDefault(s => s.Role == StageRole.Baseline && s.Student == stage.Name);
        if (summary is not null && baseline is not null && Summary.Read(baseline.Result)?.Student is { } value)
        {
            summary.AddBaseline(value);
        }

        return summary;
    }

    private static void CopyIfDifferent(string source, string target)
    {
        var (from, to) = (new FileInfo(source), new FileInfo(target));
        if (!to.Exists || to.Length != from.Length || to.LastWriteTimeUtc != from.LastWriteTimeUtc)
        {
            AtomicFile.Copy(source, target);
        }
    }

    private static void WriteIfDifferent(string target, string text)
    {
        if (!File.Exists(target) || File.ReadAllText(target) != text)
        {
            AtomicFile.WriteText(target, text);
        }
    }
}
