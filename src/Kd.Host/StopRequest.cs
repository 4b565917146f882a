using System.Runtime.InteropServices;

namespace Kd.Host;

/// <summary>
/// Asks a stage to stop, so that it saves what it has done: on SIGTERM or Ctrl-C, when the build is gone, or when it asks by a file.
/// </summary>
/// <param name="hasWork">Whether there is something to save: before the first epoch and behind the last there is not.</param>
internal sealed class StopRequest(Func<bool> hasWork) : IDisposable
{
    private const int Interrupted = 130, Terminated = 143;

    // A step that takes longer than that is not waited for.
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _source = new();
    private readonly List<PosixSignalRegistration> _signals = [];

    /// <summary>What the stage looks at.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>The code to end the process with, once it was asked to stop.</summary>
    public int ExitCode { get; private set; } = Terminated;

    /// <summary>Whether somebody sent SIGTERM, who has to be told what became of the run.</summary>
    public bool IsSignal { get; private set; }

    /// <summary>Listens to signals.</summary>
    public void Listen()
    {
        On(PosixSignal.SIGTERM, Terminated, isSignal: true);
        On(PosixSignal.SIGINT, Interrupted, isSignal: false);

        void On(PosixSignal signal, int exitCode, bool isSignal) => _signals.Add(PosixSignalRegistration.Create(signal, context =>
        {
            // The second time nobody wants to wait.
            context.Cancel = !Token.IsCancellationRequested;
            if (context.Cancel)
            {
                Stop(exitCode, isSignal);
            }
        }));
    }

    /// <summary>Asks the stage to stop, and ends the process if it does not.</summary>
    public void Stop(int exitCode = Terminated, bool isSignal = false)
    {
        if (Token.IsCancellationRequested)
        {
            return;
        }

        (ExitCode, IsSignal) = (exitCode, isSignal);
        if (!hasWork())
        {
            Environment.Exit(exitCode);
        }

        _source.Cancel();
        new Thread(() =>
        {
            Thread.Sleep(_patience);
            Environment.Exit(exitCode);
        }) { IsBackground = true, Name = "Kd patience" }.Start();
    }

    public void Dispose()
    {
        _signals.ForEach(signal => signal.Dispose());
        _source.Dispose();
    }
}
