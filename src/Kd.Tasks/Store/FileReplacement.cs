using System.Text;

namespace Kd.Tasks.Store;

/// <summary>
/// Changes several files. All is written beside the targets before the first of them is replaced, so that a full disk changes none;
/// a reader finds a file's old content or its new one.
/// </summary>
internal sealed class FileReplacement : IDisposable
{
    private readonly List<(string Temporary, string Target)> _files = [];

    public void WriteText(string target, string text) =>
        File.WriteAllText(Add(target), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    public void WriteBytes(string target, byte[] bytes) => File.WriteAllBytes(Add(target), bytes);

    /// <summary>Copies a file with its time.</summary>
    public void Copy(string source, string target)
    {
        var temporary = Add(target);
        File.Copy(source, temporary);
        File.SetLastWriteTimeUtc(temporary, File.GetLastWriteTimeUtc(source));
    }

    /// <summary>Puts all that was written into its place.</summary>
    public void Commit()
    {
        foreach (var (temporary, target) in _files)
        {
            Replace(temporary, target);
        }

        _files.Clear();
    }

    /// <summary>Removes what was not committed.</summary>
    public void Dispose()
    {
        foreach (var (temporary, _) in _files)
        {
            File.Delete(temporary);
        }
    }

    private string Add(string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target))!);
        var temporary = $"{target}.{Guid.NewGuid():n}.tmp";
        _files.Add((temporary, target));
        return temporary;
    }

    private static void Replace(string temporary, string target)
    {
        if (!File.Exists(target))
        {
            try
            {
                File.Move(temporary, target);
                return;
            }
            catch (IOException) when (File.Exists(target))
            {
                // Another build was faster.
            }
        }

        File.Replace(temporary, target, destinationBackupFileName: null);
    }
}
