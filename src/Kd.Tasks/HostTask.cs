using System.Text;
using Kd.Tasks.Diagnostics;
using Kd.Tasks.Running;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Kd.Tasks;

/// <summary>A task that runs the user's code in a process of its own: <c>dotnet exec Kd.Host.dll REQUEST.json ...</c>.</summary>
public abstract class HostTask : ToolTask
{
    private static readonly TimeSpan _cancellationMayFollow = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim _cancelled = new();
    private long _killsBefore;

    /// <summary>The program that runs stages.</summary>
    [Required]
    public string Host { get; set; } = "";

    /// <summary>The project file, the place of errors that have no other.</summary>
    public string? Project { get; set; }

    /// <summary>What the project's assembly depends on.</summary>
    public string? DepsFile { get; set; }

    /// <summary>The runtime to run under.</summary>
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

    /// <summary>The memory that the process may have.</summary>
    internal MemoryGroup Memory { get; set; } = MemoryGroup.OfThisProcess();

    /// <summary>What the process says while it runs.</summary>
    private protected HostOutput? Output { get; set; }

    /// <summary>The requests that the process is started with.</summary>
    private protected abstract IEnumerable<string> Requests { get; }

    /// <summary>Set when the build is ended.</summary>
    private protected WaitHandle Cancelled => _cancelled.WaitHandle;

    /// <summary>Whether the build is being ended.</summary>
    private protected bool IsCancelled => _cancelled.IsSet;

    /// <inheritdoc/>
    public override void Cancel()
    {
        _cancelled.Set();
        LetStop();
        base.Cancel();
    }

    /// <summary>Gives the process time to stop by itself, before it is killed.</summary>
    private protected virtual void LetStop()
    {
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
        foreach (var request in Requests)
        {
            command.AppendFileNameIfNotNull(request);
        }

        return command.ToString();
    }

    /// <inheritdoc/>
    protected override void LogEventsFromTextOutput(string singleLine, MessageImportance messageImportance)
    {
        if (messageImportance == StandardOutputLoggingImportance)
        {
            Output!.AddOutput(singleLine);
        }
        else
        {
            Output!.AddError(singleLine);
        }
    }

    /// <inheritdoc/>
    protected override bool HandleTaskExecutionErrors()
    {
        if (!Output!.HasError && !WasCancelled())
        {
            LogFailure();
        }

        return false;
    }

    /// <inheritdoc/>
    protected override int ExecuteTool(string pathToTool, string responseFileCommands, string commandLineCommands)
    {
        _killsBefore = Memory.Kills;
        return base.ExecuteTool(pathToTool, responseFileCommands, commandLineCommands);
    }

    /// <summary>Tells that the process ended without saying why.</summary>
    private protected abstract void LogFailure();

    /// <summary>Tells how the process ended, where it was and what it said last.</summary>
    /// <param name="subject">The process, as in <c>DigitsStudent: the training process</c>.</param>
    /// <param name="phaseFile">Where the process writes down what it does.</param>
    private protected void LogEnding(string subject, string phaseFile)
    {
        var place = Phase.Read(phaseFile) is { } phase ? $" {phase}" : "";
        if (ExitCode == ExitDescription.Killed && Memory.Kills > _killsBefore)
        {
            Log.LogCodedError(BuildErrors.OutOfMemory, $"{subject} was ended by the system{place}, since memory ran out: {Memory.Limit}. Make batches smaller, or give it more.", Project);
            return;
        }

        var words = Output!.LastWords.Line is { } line ? $": {line}" : ".";
        Log.LogCodedError(BuildErrors.TrainingProcessFailed, $"{subject} {ExitDescription.Of(ExitCode)}{place}{words}", Project);
    }

    // Ctrl-C reaches the process and the build at once, and the process may be the first to end.
    private bool WasCancelled() =>
        ExitCode is ExitDescription.Interrupted or ExitDescription.Terminated ? _cancelled.Wait(_cancellationMayFollow) : _cancelled.IsSet;
}
