using Kd.Tasks.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Kd.Tasks.Running;

/// <summary>Turns the training process's output into messages, warnings and errors, and keeps all of it in a file.</summary>
/// <param name="log">Where they go.</param>
/// <param name="stage">The stage that the process trains.</param>
/// <param name="project">The place of warnings and errors that have none.</param>
internal sealed class HostOutput(TaskLoggingHelper log, StageItem stage, string? project) : IDisposable
{
    private StreamWriter? _file = new(stage.LogFile) { AutoFlush = true };

    /// <summary>What the process said last on its error stream.</summary>
    public LastWords LastWords { get; } = new();

    /// <summary>Whether the process said why it failed.</summary>
    public bool HasError { get; private set; }

    public void AddOutput(string line)
    {
        Keep(line);
        if (HostEvent.TryParse(line) is { } happened)
        {
            Log(happened);
        }
        else
        {
            log.LogMessage(MessageImportance.Low, "{0}", line);
        }
    }

    public void AddError(string line)
    {
        Keep(line);
        LastWords.Add(line);
        log.LogMessage(MessageImportance.Normal, "{0}", line);
    }

    public void Dispose() => Close();

    private void Keep(string line)
    {
        try
        {
            _file?.WriteLine(line);
        }
        catch (IOException)
        {
            // On a full disk the process itself fails too and says so; a build that stops listening could not tell.
            Close();
        }
    }

    private void Close()
    {
        try
        {
            _file?.Dispose();
        }
        catch (IOException)
        {
            // As above: what is still in the buffer is lost.
        }

        _file = null;
    }

    private void Log(HostEvent happened)
    {
        switch (happened.Kind)
        {
            case "progress":
                log.LogMessage(MessageImportance.High, "{0}", happened.Text);
                break;
            case "warning":
                log.LogCodedWarning(happened.Code ?? "", $"{stage.Name}: {happened.Text}", happened.File ?? project, happened.Line);
                break;
            case "error":
                HasError = true;
                log.LogCodedError(happened.Code ?? BuildErrors.TrainingProcessFailed, $"{stage.Name}: {happened.Text}", happened.File ?? project, happened.Line);
                break;
            default:
                log.LogMessage(MessageImportance.Low, "{0}", happened.Text);
                break;
        }

        foreach (var line in (happened.Details ?? "").Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            log.LogMessage(MessageImportance.High, "{0}", line.TrimEnd('\r'));
        }
    }
}
