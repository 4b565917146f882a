using Kd.Reporting;
using Kd.Tasks.Diagnostics;
using Kd.Tasks.Store;
using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Kd.Tasks;

/// <summary>Compares runs in one page.</summary>
public sealed class CompareDistillations : MSBuildTask
{
    /// <summary>The project file, the place of errors and what the page is called after.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The folder that keeps results, and gets the page.</summary>
    [Required]
    public string Store { get; set; } = "";

    /// <summary>The folders of the runs, with semicolons between; nothing for all in the store.</summary>
    public string? Folders { get; set; }

    /// <inheritdoc/>
    public override bool Execute()
    {
        var store = new StageStore(Path.GetFullPath(Store));
        try
        {
            var project = Path.GetFileNameWithoutExtension(Project);
            var runs = Find();
            store.Create();
            AtomicFile.WriteText(store.Comparison, new ComparisonPage(project, runs).ToHtml());
            Log.LogMessage(MessageImportance.High, "{0}: {1} compared -> {2}", project, runs.Count == 1 ? "1 run" : $"{runs.Count} runs", store.Comparison);
        }
        catch (BuildException e)
        {
            Log.LogCodedError(e.Code, e.Message, Project);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogCodedError(BuildErrors.ResultsNotWritable, $"The runs can't be compared: {e.Message}", Project);
        }

        return !Log.HasLoggedErrors;
    }

    private IReadOnlyList<ComparedRun> Find()
    {
        var runs = new ComparedRuns(Path.GetDirectoryName(Path.GetFullPath(Project))!);
        var folders = (Folders ?? "").Split(';').Select(folder => folder.Trim()).Where(folder => folder.Length > 0).ToList();
        return folders.Count > 0 ? runs.In(folders) : runs.InStore(Path.GetFullPath(Store));
    }
}
