using System.Text.Unicode;
using Kd.Training;
using Microsoft.Win32.SafeHandles;

namespace Kd.Host;

/// <summary>
/// Writes down where the run is, so that the build can tell when this process ends without a word: native code that gives up leaves no time
/// to say it.
/// </summary>
internal sealed class PhaseFile : IDisposable
{
    private readonly SafeFileHandle? _file;

    // Always as long as the longest, so that nothing of an earlier one is left behind the text.
    private readonly byte[] _text = new byte[64];

    // Asked by the threads that hear of a stop.
    private volatile bool _isTraining;

    /// <summary>Whether it is in an epoch.</summary>
    public bool IsTraining => _isTraining;

    public PhaseFile(string path)
    {
        try
        {
            _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The run goes on without: what it has to write itself will say that nothing can be written.
        }
    }

    public void Write(RunPhase phase, int epoch, int step)
    {
        _isTraining = phase is RunPhase.Training or RunPhase.Validation or RunPhase.Caching;
        if (_file is null)
        {
            return;
        }

        _text.AsSpan().Fill((byte)' ');
        _ = phase switch
        {
            RunPhase.Preparation => Utf8.TryWrite(_text, $"before the first epoch", out _),
            RunPhase.Caching => Utf8.TryWrite(_text, $"before the first epoch, as it stored what a teacher gives", out _),
            RunPhase.Training => Utf8.TryWrite(_text, $"in epoch {epoch}, step {step}", out _),
            RunPhase.Validation => Utf8.TryWrite(_text, $"in the validation of epoch {epoch}", out _),
            _ => Utf8.TryWrite(_text, $"in the test after the last epoch", out _),
        };
        try
        {
            RandomAccess.Write(_file, _text, fileOffset: 0);
        }
        catch (IOException)
        {
            // As above.
        }
    }

    public void Dispose() => _file?.Dispose();
}
