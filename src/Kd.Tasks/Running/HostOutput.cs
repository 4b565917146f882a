using Kd.Shared;
using Kd.Tasks.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Kd.Tasks.Running;

/// <summary>Turns the output of the process that runs stages into messages, warnings and errors, and keeps all of it in a file.</summary>
/// <param name="log">Where they go.</param>
/// <param name="file">The file.</param>
/// <param name="stage">The stage that the process runs, until it says itself which.</param>
/// <param name="project">The place of warnings and errors that have none.</param>
/// <param name="progress">Shows how far the stage has come, if that is wanted.</param>
internal sealed class HostOutput(TaskLoggingHelper log, string file, string? stage, string? project, StageProgress? progress = null) : IDisposable
{
    private StreamWriter? _file = new(file) { AutoFlush = true };

    /// <summary>What the process said last on its error stream.</summary>
    public LastWords LastWords { get; } = new();

    /// <summary>The stage that the process is in.</summary>
    public string? Stage { get; private set; } = stage;

    /// <summary>Why the process failed, as it said.</summary>
    public List<HostEvent> Errors { get; } = [];

    /// <summary>Whether the process said why it failed.</summary>
    public bool HasError => Errors.Count > 0;

    /// <summary>What checks of stages found.</summary>
    public List<StageReport> Reports { get; } = [];

    public void AddOutput(string line)
    {
        var happened = HostEvent.TryParse(line);
        if (happened?.Status is { } status)
        {
            // Not kept: of an hour they would be thousands.
            progress?.Show(status);
            return;
        }

        Keep(line);
        if (happened is not null)
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

    public void Dispose()
    {
        progress?.Dispose();
        Close();
    }

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
        Stage = happened.Stage ?? Stage;
        var isRepeated = Errors.Any(happened.IsSameAs);
        switch (happened.Kind)
        {
            case "progress":
                log.LogMessage(MessageImportance.High, "{0}", happened.Text);
                progress?.HasSaid();
                break;
            case "warning":
                log.LogCodedWarning(happened.Code ?? "", $"{Stage}: {happened.Text}", happened.File ?? project, happened.Line);
                break;
            case "error":
                Errors.Add(happened);
                if (!isRepeated)
                {
                    log.LogCodedError(happened.Code ?? BuildErrors.TrainingProcessFailed, $"{Stage}: {happened.Text}", happened.File ?? project, happened.Line);
                }

                break;
            case "check" when happened.Report is { } report:
                Reports.Add(StageReport.Parse(report));
                break;
            default:
                log.LogMessage(MessageImportance.Low, "{0}", happened.Text);
                break;
        }

        foreach (var line in (isRepeated ? "" : happened.Details ?? "").Split(['\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            log.LogMessage(MessageImportance.High, "{0}", line.TrimEnd('\r'));
        }
    }
}
