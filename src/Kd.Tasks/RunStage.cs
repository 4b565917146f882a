using System.Text;
using Kd.Tasks.Diagnostics;
using Kd.Tasks.Running;
using Kd.Tasks.Store;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Kd.Tasks;

/// <summary>Runs a stage in a process of its own and keeps the result if it is complete.</summary>
public sealed class RunStage : ToolTask
{
    private static readonly TimeSpan _cancellationMayFollow = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim _cancelled = new();
    private HostOutput? _output;
    private StageItem? _stage;

    /// <summary>The stage, as planned.</summary>
    [Required]
    public ITaskItem Stage { get; set; } = null!;

    /// <summary>The program that trains.</summary>
    [Required]
    public string Host { get; set; } = "";

    /// <summary>The project file, the place of errors that have no other.</summary>
    public string? Project { get; set; }

    /// <summary>What the project's assembly depends on.</summary>
    public string? DepsFile { get; set; }

    /// <summary>The runtime to train under.</summary>
    [Required]
    public string RuntimeConfig { get; set; } = "";

    /// <summary>Where to find the packages that a library's output lacks.</summary>
    public string[] ProbingPaths { get; set; } = [];

    /// <inheritdoc/>
    protected override string ToolName => Path.DirectorySeparatorChar == '\\' ? "dotnet.exe" : "dotnet";

    /// <inheritdoc/>
    protected override Encoding StandardOutputEncoding => Encoding.UTF8;

    /// <inheritdoc/>
    protected override Encoding StandardErrorEncoding => Encoding.UTF8;

    // The two streams arrive in one method, which knows them apart by their importance.

    /// <inheritdoc/>
    protected override MessageImportance StandardOutputLoggingImportance => MessageImportance.Low;

    /// <inheritdoc/>
    protected override MessageImportance StandardErrorLoggingImportance => MessageImportance.Normal;

    /// <inheritdoc/>
    public override bool Execute()
    {
        _stage = StageItem.From(Stage);
        try
        {
            using var turn = FileLock.Take(_stage.InUse, ParentProcesses.Build(), $"training {_stage.Stage.Title}", Wait, _cancelled.WaitHandle);
            return turn is not null && (WasTrainedMeanwhile() || Train());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogCodedError(BuildErrors.ResultsNotWritable, $"{_stage.Stage.Title}: the result can't be written: {e.Message}", Project);
            return false;
        }

        void Wait(string holder) => Log.LogMessage(MessageImportance.High, "{0} waits for {1}.", _stage.Stage.Title, holder);
    }

    /// <inheritdoc/>
    public override void Cancel()
    {
        _cancelled.Set();
        base.Cancel();
    }

    /// <inheritdoc/>
    protected override string GenerateFullPathToTool() =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : ToolName;

    /// <inheritdoc/>
    protected override string GenerateCommandLineCommands()
    {
        var command = new CommandLineBuilder();
        command.AppendSwitch("exec");
        command.AppendSwitchIfNotNull("--depsfile ", File.Exists(DepsFile) ? DepsFile : null);
        command.AppendSwitchIfNotNull("--runtimeconfig ", RuntimeConfig);
        foreach (var path in ProbingPaths)
        {
            // A separator at the end would escape the quote behind it.
            command.AppendSwitchIfNotNull("--additionalprobingpath ", path.TrimEnd('/', '\\'));
        }

        command.AppendFileNameIfNotNull(Host);
        command.AppendFileNameIfNotNull(_stage!.RequestFile);
        return command.ToString();
    }

    /// <inheritdoc/>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        if (messageImportance == StandardOutputLoggingImportance)
        {
            _output!.AddOutput(singleLine);
        }
        else
        {
            _output!.AddError(singleLine);
        }
    }

    /// <inheritdoc/>
    protected override bool HandleTaskExecutionErrors()
    {
        if (!_output!.HasError && !IsCancelled())
        {
            LogFailure();
        }

        return false;
    }

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
            Log.LogMessage(MessageImportance.High, "Training {0}; its output: {1}", _stage.Stage.Title, _stage.LogFile);
            using (_output = new HostOutput(Log, _stage, Project))
            {
                return base.Execute() && Keep(unfinished);
            }
        }
        finally
        {
            unfinished.Remove();
        }
    }

    private bool Keep(UnfinishedResult unfinished)
    {
        if (_cancelled.IsSet)
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

    // Ctrl-C reaches the process and the build at once, and the process may be the first to end.
    private bool IsCancelled() =>
        ExitCode is ExitDescription.Interrupted or ExitDescription.Terminated ? _cancelled.Wait(_cancellationMayFollow) : _cancelled.IsSet;

    private void LogFailure()
    {
        var place = Phase.Read(_stage!.PhaseFile) is { } phase ? $" {phase}" : "";
        var words = _output!.LastWords.Line is { } line ? $": {line}" : ".";
        Log.LogCodedError(BuildErrors.TrainingProcessFailed, $"{_stage.Stage.Title}: the training process {ExitDescription.Of(ExitCode)}{place}{words}", Project);
    }
}
