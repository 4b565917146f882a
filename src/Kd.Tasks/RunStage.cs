using Kd.Tasks.Diagnostics;
using Kd.Tasks.Running;
using Kd.Tasks.Store;
using Microsoft.Build.Framework;

namespace Kd.Tasks;

/// <summary>Runs a stage in a process of its own and keeps the result if it is complete.</summary>
public sealed class RunStage : HostTask
{
    // More than a step takes, and less than a person waits.
    private static readonly TimeSpan _timeToSave = TimeSpan.FromSeconds(10);

    private readonly ManualResetEventSlim _ended = new(initialState: true);
    private StageItem? _stage;

    /// <summary>The stage, as planned.</summary>
    [Required]
    public ITaskItem Stage { get; set; } = null!;

    /// <summary>Whether MSBuild's terminal logger shows the build: 1 if so.</summary>
    public string? TerminalLogger { get; set; }

    private protected override IEnumerable<string> Requests => [_stage!.RequestFile];

    /// <inheritdoc/>
    public override bool Execute()
    {
        _stage = StageItem.From(Stage);
        try
        {
            using var turn = FileLock.Take(_stage.InUse, ParentProcesses.Build(), $"training {_stage.Stage.Title}", Wait, Cancelled);
            return turn is not null && (WasTrainedMeanwhile() || Train());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogCodedError(BuildErrors.ResultsNotWritable, $"{_stage.Stage.Title}: the result can't be written: {e.Message}", Project);
            return false;
        }

        void Wait(string holder) => Log.LogMessage(MessageImportance.High, "{0} waits for {1}.", _stage.Stage.Title, holder);
    }

    private protected override void LetStop()
    {
        try
        {
            // One that has not written down where it is has nothing to save.
            if (!_ended.IsSet && File.Exists(_stage!.PhaseFile))
            {
                File.WriteAllText(_stage!.StopFile, "");
                _ended.Wait(_timeToSave);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then its last checkpoint is an older one.
        }
    }

    private protected override void LogFailure() =>
        LogEnding($"{_stage!.Stage.Title}: the training process", _stage.PhaseFile);

    private bool WasTrainedMeanwhile()
    {
        if (!_stage!.Stage.IsComplete(_stage.Result))
        {
            return false;
        }

        Log.LogMessage(MessageImportance.High, "{0} has been trained by another build meanwhile.", _stage.Stage.Title);
        return true;
    }

    private bool Train()
    {
        var unfinished = new UnfinishedResult(_stage!);
        try
        {
            unfinished.Begin();
            File.Delete(_stage!.PhaseFile);
            AtomicFile.WriteText(_stage.RequestFile, Request.WithParents(_stage.RequestText, ParentProcesses.Find()));
            EnvironmentVariables = ChildEnvironment.Create(_stage.Threads, _stage.LibTorch, _stage.WaitForDebugger);
            Log.LogMessage(MessageImportance.High, "Training {0}", _stage.Stage.Title);
            using (Output = new HostOutput(Log, _stage.LogFile, _stage.Name, Project, new(Log, _stage.Name, OpenTerminal())))
            {
                _ended.Reset();
                return base.Execute() && Keep(unfinished);
            }
        }
        finally
        {
            _ended.Set();
            unfinished.Remove();
            File.Delete(_stage!.StopFile);
        }
    }

    // Lines of another logger would be written over; and who wants to see no messages wants to see none of these.
    private Terminal? OpenTerminal() =>
        TerminalLogger == "1" && Log.LogsMessagesOfImportance(MessageImportance.High) ? ParentProcesses.Terminal() : null;

    private bool Keep(UnfinishedResult unfinished)
    {
        if (IsCancelled)
        {
            return false;
        }

        if (!unfinished.IsComplete)
        {
            LogFailure();
            return false;
        }

        unfinished.Keep();
        return true;
    }
}
