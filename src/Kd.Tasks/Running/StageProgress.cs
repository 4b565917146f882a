using System.Diagnostics;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Kd.Tasks.Running;

/// <summary>Shows how far a stage has come: on a terminal as it happens, and in the log when there was nothing else to read for a while.</summary>
/// <param name="log">The log.</param>
/// <param name="stage">The stage.</param>
/// <param name="terminal">The terminal, if there is one to write to.</param>
internal sealed class StageProgress(TaskLoggingHelper log, string stage, Terminal? terminal) : IDisposable
{
    private static readonly TimeSpan _silence = TimeSpan.FromSeconds(30);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Stopwatch _sinceMessage = Stopwatch.StartNew();
    private readonly TrainingPace _pace = new();

    /// <summary>Shows what the process says of itself.</summary>
    public void Show(HostStatus status)
    {
        _pace.Add(status, _clock.Elapsed);
        var text = new ProgressText(stage, status, _pace);
        terminal?.Show(text.Fitted(terminal.Width));
        if (_sinceMessage.Elapsed > _silence)
        {
            log.LogMessage(MessageImportance.High, "{0}", text);
            HasSaid();
        }
        else
        {
            log.LogMessage(MessageImportance.Low, "{0}", text);
        }
    }

    /// <summary>Notes that the log has got something to read.</summary>
    public void HasSaid() => _sinceMessage.Restart();

    public void Dispose() => terminal?.Dispose();
}
