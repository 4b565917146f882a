namespace Kd.Caching;

/// <summary>Lets one process at a time write a file. The system gives the lock back when its holder ends, however it ends.</summary>
internal static class CacheLock
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    // What the system calls a file that is in use: EAGAIN on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows.
    private static readonly int[] _inUse = [11, 35, unchecked((int)0x80070020)];

    /// <summary>Waits for the lock of a file and takes it.</summary>
    /// <param name="path">The file that is to be written.</param>
    /// <param name="waiting">Told once, before a wait.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    /// <exception cref="IOException">The lock cannot be made.</exception>
    public static IDisposable Take(string path, Action waiting, CancellationToken stop)
    {
        for (var told = false; ; told = true)
        {
            try
            {
                return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (_inUse.Contains(e.HResult))
            {
                if (!told)
                {
                    waiting();
                }

                stop.WaitHandle.WaitOne(_interval);
                stop.ThrowIfCancellationRequested();
            }
        }
    }
}
