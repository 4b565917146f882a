using Kd.Tasks.Diagnostics;
using Kd.Tasks.Graph;
using Kd.Tasks.Store;
using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Kd.Tasks;

/// <summary>Copies the results of a run beside the project's output and says what came out.</summary>
public sealed class PublishDistillation : MSBuildTask
{
    /// <summary>The stages of the run.</summary>
    [Required]
    public ITaskItem[] Stages { get; set; } = [];

    /// <summary>The project file, the place of errors.</summary>
    public string? Project { get; set; }

    /// <summary>The folder for the results.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var run = Stages.Select(StageItem.From).ToList();
        var publisher = new Publisher(OutputFolder, run);
        try
        {
            foreach (var stage in run.Where(stage => stage.Role != StageRole.Baseline))
            {
                var summary = publisher.Publish(stage);
                if (stage.Role == StageRole.Student)
                {
                    var state = stage.UpToDate ? "up to date, " : "";
                    Log.LogMessage(MessageImportance.High, "{0}: {1}{2} -> {3}", stage.Name, state, summary?.ToString() ?? "distilled", publisher.FolderOf(stage));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogCodedError(BuildErrors.ResultsNotWritable, $"The results can't be copied to {OutputFolder}: {e.Message}", Project);
        }

        return !Log.HasLoggedErrors;
    }
}
