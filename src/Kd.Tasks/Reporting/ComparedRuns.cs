using Kd.Tasks.Diagnostics;
using Kd.Tasks.Store;

namespace Kd.Reporting;

/// <summary>Finds the results that are to be compared.</summary>
/// <param name="project">The project's folder, which folders are relative to.</param>
internal sealed class ComparedRuns(string project)
{
    /// <summary>The results in folders, in their order.</summary>
    /// <param name="folders">Folders with results, or with folders of results in them.</param>
    /// <exception cref="BuildException">A folder has no results, or a summary is unreadable.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IReadOnlyList<ComparedRun> In(IEnumerable<string> folders) => Numbered(folders.SelectMany(folder => Summaries(folder) is { Count: > 0 } found ? found : throw new BuildException(
        BuildErrors.NoResultsInFolder, $"KdCompare: '{folder}' has no {Summary.FileName}, and no folder with one ({Path.GetFullPath(Path.Combine(project, folder))}).")));

    /// <summary>What students and baselines have left in the store, the newest first.</summary>
    /// <param name="store">The folder that keeps results.</param>
    /// <exception cref="BuildException">There is nothing, or a summary is unreadable.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public IReadOnlyList<ComparedRun> InStore(string store)
    {
        var found = Summaries(store).Where(summary => !IsUnfinished(summary)).Select(summary => (Path: summary, Model: Read(summary)))
            .Where(result => result.Model.Role is "student" or "baseline").OrderByDescending(result => result.Model.Finished).ThenBy(result => result.Path, StringComparer.Ordinal).ToList();
        return found.Count > 0 ? Numbered(found.Select(result => result.Path)) : throw new BuildException(
            BuildErrors.NothingToCompare, $"There is nothing to compare: no student has been distilled yet ({store}). Call 'dotnet build -t:Distill', or name folders of results in KdCompare.");
    }

    // A result has the folder of its stage around it, one of a group another.
    private static bool IsUnfinished(string summary) => summary.Split(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)
        .Any(name => name.EndsWith(StageStore.UnfinishedSuffix, StringComparison.Ordinal) || name.EndsWith(StageStore.CheckpointsSuffix, StringComparison.Ordinal));

    private List<string> Summaries(string folder)
    {
        var path = Path.GetFullPath(Path.Combine(project, folder));
        var own = Path.Combine(path, Summary.FileName);
        return File.Exists(own) ? [own] : Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, Summary.FileName, SearchOption.AllDirectories).OrderBy(file => file, StringComparer.Ordinal)] : [];
    }

    private List<ComparedRun> Numbered(IEnumerable<string> summaries) =>
        [.. summaries.Distinct(StringComparer.Ordinal).Select((summary, i) => new ComparedRun(i + 1, Read(summary), Relative(Path.GetDirectoryName(summary)!)))];

    private static ReportedModel Read(string summary) => Json.TryParse(File.ReadAllText(summary)) is not null ? ReportedModel.In(Path.GetDirectoryName(summary)!)
        : throw new BuildException(BuildErrors.UnreadableSummary, $"The summary of a run is no JSON object ({summary}).");

    private string Relative(string path)
    {
        var root = Path.GetFullPath(project).TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        return (path.StartsWith(root, StringComparison.Ordinal) ? path.Substring(root.Length) : path).Replace('\\', '/');
    }
}

/// <summary>A run among those that are compared.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Model">What it left.</param>
/// <param name="Folder">Where, from the project's folder.</param>
internal sealed record ComparedRun(int Number, ReportedModel Model, string Folder)
{
    /// <summary>A name that no other run has.</summary>
    public string Title => $"{Number}: {Model.Name}";
}
