using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kd.Tasks.Store;

namespace Kd.Tasks.Keys;

/// <summary>Hashes of files, remembered between builds for as long as a file's size and time stay the same.</summary>
/// <param name="memory">The file to remember them in.</param>
internal sealed class FileHashes(string memory)
{
    // A file that changes twice within the resolution of its time could keep its stamp.
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(2);

    private readonly Dictionary<string, (string Stamp, string Hash)> _known = Read(memory);
    private readonly Dictionary<string, (string Stamp, string Hash)> _used = new(StringComparer.Ordinal);

    /// <summary>The SHA-256 of a file, in lower-case hex.</summary>
    public string Of(string path)
    {
        var file = new FileInfo(path);
        if ((file.Attributes & FileAttributes.ReparsePoint) != 0)
        {
            // A link has a size and a time of its own, which stay when the file behind it changes.
            return Hash(file.FullName);
        }

        var stamp = string.Format(CultureInfo.InvariantCulture, "{0}-{1}", file.Length, file.LastWriteTimeUtc.Ticks);
        if (!_known.TryGetValue(file.FullName, out var entry) || entry.Stamp != stamp)
        {
            entry = (stamp, Hash(file.FullName));
        }

        if (DateTime.UtcNow - file.LastWriteTimeUtc > _settled)
        {
            _used[file.FullName] = entry;
        }

        return entry.Hash;
    }

    /// <summary>The hash of a file, or of all files in a folder with their names.</summary>
    public string OfPath(string path)
    {
        if (File.Exists(path))
        {
            return Of(path);
        }

        var folder = Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar);
        using var digest = new Digest();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).OrderBy(f => f, StringComparer.Ordinal))
        {
            digest.Add(file.Substring(folder.Length + 1).Replace('\\', '/')).Add(Of(file));
        }

        return digest.Hash();
    }

    /// <summary>Remembers what was asked for, and forgets the rest.</summary>
    public void Save()
    {
        if (_used.Count == _known.Count && _used.All(u => _known.TryGetValue(u.Key, out var known) && known == u.Value))
        {
            return;
        }

        var text = new StringBuilder();
        foreach (var entry in _used.OrderBy(u => u.Key, StringComparer.Ordinal))
        {
            text.Append(entry.Value.Hash).Append(' ').Append(entry.Value.Stamp).Append(' ').Append(entry.Key).Append('\n');
        }

        try
        {
            AtomicFile.WriteText(memory, text.ToString());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without it the files are hashed again. Whether results can be written is for those to say who write them.
        }
    }

    private static Dictionary<string, (string, string)> Read(string memory)
    {
        var known = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        if (File.Exists(memory))
        {
            foreach (var parts in File.ReadLines(memory).Select(line => line.Split([' '], 3)).Where(parts => parts.Length == 3))
            {
                known[parts[2]] = (parts[1], parts[0]);
            }
        }

        return known;
    }

    private static string Hash(string path)
    {
        using var sha = SHA256.Create();
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        return Digest.Hex(sha.ComputeHash(stream));
    }
}
