using Kd.Tasks.Diagnostics;
using Kd.Tasks.Explaining;
using Kd.Tasks.Store;
using Microsoft.Build.Framework;
using MSBuildTask = Microsoft.Build.Utilities.Task;

namespace Kd.Tasks;

/// <summary>Says which stages a run would have, what each is made from, which would run and why, and draws them.</summary>
public sealed class ExplainPlan : MSBuildTask
{
    /// <summary>The stages of the run, each behind those it needs.</summary>
    [Required]
    public ITaskItem[] Stages { get; set; } = [];

    /// <summary>The project file, the place of errors and what the plan is called after.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The folder that keeps results, and gets the plan.</summary>
    [Required]
    public string Store { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var store = new StageStore(Path.GetFullPath(Store));
        try
        {
            var stages = Stages.Select(StageItem.From).Select(ExplainedStage.Of).ToList();
            var (lines, diagram) = (PlanText.Of(stages).ToList(), PlanDiagram.Of(stages));
            Write(store, lines, diagram);
            lines.ForEach(line => Log.LogMessage(MessageImportance.High, "{0}", line));

            // Of all messages a terminal shows but one: the project's name with an arrow and a path, as what the project makes.
            Log.LogMessage(MessageImportance.High, "{0}: the plan, with a diagram -> {1}", Path.GetFileNameWithoutExtension(Project), store.PlanText);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogCodedError(BuildErrors.ResultsNotWritable, $"The plan can't be written: {e.Message}", Project);
        }

        return !Log.HasLoggedErrors;
    }

    private void Write(StageStore store, IEnumerable<string> lines, string diagram)
    {
        using var files = new FileReplacement();
        files.WriteText(store.PlanDiagram, diagram);
        files.WriteText(
            store.PlanText,
            $"# What `Distill` would do for {Path.GetFileNameWithoutExtension(Project)}\n\n```text\n{string.Join("\n", lines)}\n```\n\n```mermaid\n{diagram}```\n");
        files.Commit();
    }
}
