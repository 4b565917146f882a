using Kd.Tasks.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Kd.Tasks.Running;

/// <summary>Turns the training process's output into messages, warnings and errors, and keeps all of it in a file.</summary>
/// <param name="log">Where they go.</param>
/// <param name="path">The file.</param>
/// <param name="project">The place of warnings and errors that have none.</param>
internal sealed class HostOutput(TaskLoggingHelper log, string path, string? project) : IDisposable
{
    private readonly StreamWriter _file = new(path) { AutoFlush = true };

    /// <summary>What the process said last on its error stream.</summary>
    public LastWords LastWords { get; } = new();

    /// <summary>Whether the process said why it failed.</summary>
    public bool HasError { get; private set; }

    public void AddOutput(string line)
    {
        _file.WriteLine(line);
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
        _file.WriteLine(line);
        LastWords.Add(line);
        log.LogMessage(MessageImportance.Normal, "{0}", line);
    }

    public void Dispose() => _file.Dispose();

    private void Log(HostEvent happened)
    {
        switch (happened.Kind)
        {
            case "progress":
                log.LogMessage(MessageImportance.High, "{0}", happened.Text);
                break;
            case "warning":
                log.LogCodedWarning(happened.Code ?? "", happened.Text, happened.File ?? project, happened.Line);
                break;
            case "error":
                HasError = true;
                log.LogCodedError(happened.Code ?? BuildErrors.TrainingProcessFailed, happened.Text, happened.File ?? project, happened.Line);
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
