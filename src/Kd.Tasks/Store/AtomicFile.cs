using System.Text;

namespace Kd.Tasks.Store;

/// <summary>Changes files so that, whatever happens, a reader finds the old content or the new.</summary>
internal static class AtomicFile
{
    public static void WriteText(string path, string text) =>
        Replace(path, temporary => File.WriteAllText(temporary, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)));

    /// <summary>Copies a file with its time.</summary>
    public static void Copy(string source, string target) =>
        Replace(target, temporary =>
        {
            File.Copy(source, temporary);
            File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(source));
        });

    private static void Replace(string path, Action<string> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            write(temporary);
            if (File.Exists(path))
            {
                File.Replace(temporary, path, destinationBackupFileName: null);
            }
            else
            {
                File.Move(temporary, path);
            }
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
