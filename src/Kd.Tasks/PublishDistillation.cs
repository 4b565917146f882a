using Kd.Reporting;
using Kd.Tasks.Diagnostics;
using Kd.Tasks.Running;
using Kd.Tasks.Store;
using Kd.Tasks.TensorBoard;
using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Kd.Tasks;

/// <summary>Copies the results of a run beside the project's output and says what came out.</summary>
public sealed class PublishDistillation : MSBuildTask, ICancelableTask
{
    private readonly ManualResetEvent _cancelled = new(initialState: false);

    /// <summary>The stages of the run.</summary>
    [Required]
    public ITaskItem[] Stages { get; set; } = [];

    /// <summary>The project file, the place of errors.</summary>
    public string? Project { get; set; }

    /// <summary>The folder for the results.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>The folder that keeps results.</summary>
    [Required]
    public string Store { get; set; } = "";

    /// <summary>What the project is built as; a report says how to build it so again.</summary>
    public string? Configuration { get; set; }

    /// <inheritdoc/>
    public void Cancel() => _cancelled.Set();

    /// <inheritdoc/>
    public override bool Execute()
    {
        var run = Stages.Select(StageItem.From).ToList();
        var publisher = new Publisher(OutputFolder, run);
        var published = publisher.Published.ToList();
        var reports = new ReportWriter(run, new(Project, Configuration));
        var logs = new TensorBoardLogs(OutputFolder, run);
        try
        {
            if (!(published.All(publisher.IsPublished) && logs.AreWritten) && !Publish(publisher, published, logs))
            {
                return false;
            }

            foreach (var stage in published.Where(stage => stage.Stage.IsResult))
            {
                var state = stage.UpToDate ? "up to date, " : "";
                foreach (var model in stage.Stage.ModelsIn(stage.Result))
                {
                    var summary = publisher.SummaryOf(model.Key, model.Value)?.ToString() ?? "distilled";
                    Draw(reports, stage, model.Key, publisher.FolderOf(model.Key));
                    Log.LogMessage(MessageImportance.High, "{0}: {1}{2} -> {3}", model.Key, state, summary, publisher.FolderOf(model.Key));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogCodedError(BuildErrors.ResultsNotWritable, $"The results can't be copied to {OutputFolder}: {e.Message}", Project);
        }

        return !Log.HasLoggedErrors;
    }

    // Two builds at once would mix their files.
    private bool Publish(Publisher publisher, List<StageItem> stages, TensorBoardLogs logs)
    {
        using var turn = FileLock.Take(
            StageStore.PublishLock(Store), ParentProcesses.Build(), "copying results",
            holder => Log.LogMessage(MessageImportance.High, "Waiting for {0}.", holder), _cancelled);
        if (turn is not null)
        {
            foreach (var stage in stages)
            {
                if (publisher.DifferencesTo(stage) is { Count: > 0 } differences)
                {
                    Log.LogMessage(
                        MessageImportance.High, "{0} was made of the same as the result before, under other circumstances: {1}", stage.Name, string.Join("; ", differences));
                }

                publisher.Publish(stage);
            }

            logs.Write();
        }

        return turn is not null;
    }

    // Whatever a report trips over, the training has succeeded.
    private void Draw(ReportWriter reports, StageItem stage, string model, string folder)
    {
        try
        {
            if (reports.Write(stage, model, folder))
            {
                Log.LogMessage(MessageImportance.Normal, "{0}: its report -> {1}", model, Path.Combine(folder, ReportWriter.FileName));
            }
        }
        catch (Exception e)
        {
            Log.LogCodedWarning(BuildErrors.ReportNotWritten, $"{model}: the report can't be written: {e.Message}", Project);
        }
    }
}
