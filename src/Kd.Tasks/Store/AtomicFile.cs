namespace Kd.Tasks.Store;

/// <summary>Changes a file so that, whatever happens, a reader finds the old content or the new.</summary>
internal static class AtomicFile
{
    public static void WriteText(string path, string text)
    {
        using var files = new FileReplacement();
        files.WriteText(path, text);
        files.Commit();
    }

    public static void WriteBytes(string path, byte[] bytes)
    {
        using var files = new FileReplacement();
        files.WriteBytes(path, bytes);
        files.Commit();
    }
}
