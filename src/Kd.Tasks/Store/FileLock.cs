using System.Globalization;

namespace Kd.Tasks.Store;

/// <summary>
/// Lets one build at a time do something. The system gives the lock back when its holder ends, however it ends: a file that was left behind
/// stops nobody.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(200);

    // What the system calls a file that is in use: EAGAIN on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] _inUse = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream _file;
    private readonly string _holder;

    private FileLock(FileStream file, string holder) => (_file, _holder) = (file, holder);

    /// <summary>Waits for a lock and takes it.</summary>
    /// <param name="path">The file of the lock. Its folder is made if it is missing.</param>
    /// <param name="build">The process that others are told to wait for.</param>
    /// <param name="purpose">What the holder does, as in <c>training DigitsStudent</c>.</param>
    /// <param name="waiting">Told once, before a wait, who holds the lock.</param>
    /// <param name="cancelled">Ends the wait.</param>
    /// <returns>The lock, or nothing if it was cancelled.</returns>
    /// <exception cref="IOException">The file can't be written.</exception>
    public static FileLock? Take(string path, int build, string purpose, Action<string> waiting, WaitHandle cancelled)
    {
        // A file that is locked can't be read: who holds it stands in another.
        var holder = path + ".holder";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        for (var told = false; ; told = true)
        {
            if (TryOpen(path) is { } file)
            {
                var taken = new FileLock(file, holder);
                taken.Sign($"build {build}, which has been {purpose} since {DateTime.Now.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}");
                return taken;
            }

            if (!told)
            {
                waiting(Read(holder) ?? $"another build, which is {purpose}");
            }

            if (cancelled.WaitOne(_interval))
            {
                return null;
            }
        }
    }

    public void Dispose()
    {
        try
        {
            File.Delete(_holder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is only words; the next holder writes its own.
        }

        _file.Dispose();
    }

    private void Sign(string words)
    {
        try
        {
            AtomicFile.WriteText(_holder, words);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (_inUse.Contains(e.HResult))
        {
            return null;
        }
    }

    private static string? Read(string holder)
    {
        try
        {
            return File.ReadAllText(holder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
