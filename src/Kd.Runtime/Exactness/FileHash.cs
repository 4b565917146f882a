using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kd.IO;

namespace Kd.Exactness;

/// <summary>Hashes of files.</summary>
internal static class FileHash
{
    /// <summary>The SHA-256 of a file, in lower-case hex.</summary>
    public static string Of(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
        return Convert.ToHexString(SHA256.HashData(stream)).ToLowerInvariant();
    }

    /// <summary>The same, remembered for as long as the file's size and time stay: to hash half a gigabyte takes a second.</summary>
    /// <param name="file">The file.</param>
    /// <param name="memory">The folder to remember in.</param>
    public static string Remembered(string file, string memory)
    {
        // A link has a size and a time of its own.
        var target = new FileInfo(File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file);
        var stamp = string.Create(CultureInfo.InvariantCulture, $"{target.FullName}\n{target.Length}\n{target.LastWriteTimeUtc.Ticks}\n");
        var place = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(target.FullName)))[..16].ToLowerInvariant();
        var known = Path.Combine(memory, $"{target.Name}.{place}.sha256");
        try
        {
            if (File.Exists(known) && File.ReadAllText(known) is var text && text.StartsWith(stamp, StringComparison.Ordinal))
            {
                return text[stamp.Length..].TrimEnd();
            }

            var hash = Of(target.FullName);
            AtomicFile.Write(known, stream => stream.Write(Encoding.UTF8.GetBytes($"{stamp}{hash}\n")));
            return hash;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Without the memory it is hashed each time.
            return Of(target.FullName);
        }
    }
}
