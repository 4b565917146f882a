using System.Diagnostics;
using Kd.Shared;
using Kd.Tasks.Checking;
using Kd.Tasks.Diagnostics;
using Kd.Tasks.Running;
using Kd.Tasks.Store;
using Microsoft.Build.Framework;

namespace Kd.Tasks;

/// <summary>Tries the stages of a run with a few samples each, in one process, and tells what one finds. Nothing is kept.</summary>
public sealed class CheckStages : HostTask
{
    private IReadOnlyList<CheckedStage> _stages = [];
    private CheckFolder? _folder;

    /// <summary>The stages of the run, each behind those it needs.</summary>
    [Required]
    public ITaskItem[] Stages { get; set; } = [];

    /// <summary>The folder that keeps results, and gets the report.</summary>
    [Required]
    public string Store { get; set; } = "";

    private protected override IEnumerable<string> Requests => _stages.Select(_folder!.Request);

    /// <inheritdoc/>
    public override bool Execute()
    {
        _folder = new(Path.GetFullPath(Store));
        try
        {
            using var turn = FileLock.Take(_folder.InUse, ParentProcesses.Build(), "checking", Wait, Cancelled);
            return turn is not null && Check(Stages.Select(StageItem.From).ToList());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogCodedError(BuildErrors.ResultsNotWritable, $"The check can't be written: {e.Message}", Project);
            return false;
        }

        void Wait(string holder) => Log.LogMessage(MessageImportance.High, "The check waits for {0}.", holder);
    }

    private protected override void LogFailure() =>
        LogEnding($"{Output!.Stage ?? "The check"}: the checking process", _folder!.PhaseFile);

    private bool Check(IReadOnlyList<StageItem> items)
    {
        var clock = Stopwatch.StartNew();
        try
        {
            _stages = _folder!.Begin(items, ParentProcesses.Find());
            EnvironmentVariables = ChildEnvironment.Create(items[0].Threads, items[0].LibTorch, items[0].WaitForDebugger);
            using (Output = new HostOutput(Log, _folder.LogFile, stage: null, Project))
            {
                var succeeded = base.Execute();
                if (!IsCancelled)
                {
                    Tell(Output.Reports, Output.Errors, clock.Elapsed);
                }

                return succeeded && !IsCancelled;
            }
        }
        finally
        {
            _folder!.End();
        }
    }

    private void Tell(IReadOnlyList<StageReport> reports, IReadOnlyList<HostEvent> errors, TimeSpan time)
    {
        var lines = new List<string>();
        foreach (var stage in _stages)
        {
            lines.AddRange(CheckText.Of(stage, reports.FirstOrDefault(r => r.Stage == stage.Item.Name), errors.Where(e => e.Stage == stage.Item.Name)));
        }

        lines.ForEach(line => Log.LogMessage(MessageImportance.High, "{0}", line));
        foreach (var report in reports)
        {
            foreach (var warning in report.Warnings)
            {
                Log.LogCodedWarning(warning.Id, $"{report.Stage}: {warning.Text}", Project);
            }
        }

        var verdict = CheckText.Verdict(_stages.Count, reports, time);
        AtomicFile.WriteText(_folder!.Text, CheckText.File(Path.GetFileNameWithoutExtension(Project), lines, verdict));

        // Of all messages a terminal shows but one: the project's name with an arrow and a path, as what the project makes.
        Log.LogMessage(MessageImportance.High, "{0}: {1} -> {2}", Path.GetFileNameWithoutExtension(Project), verdict, _folder.Text);
    }
}
