using System.Globalization;
using Kd.Training;

namespace Kd.Caching;

/// <summary>Looks whether a disk has room before anything is written to it.</summary>
internal static class CacheSpace
{
    /// <summary>Demands room for a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">How long it will be.</param>
    /// <param name="free">How many bytes the disk has free.</param>
    /// <exception cref="KdException">That is not enough (KD3040).</exception>
    public static void Require(string path, long length, long free)
    {
        if (length > free)
        {
            throw new KdException(
                "KD3040", $"What the teacher gives takes {Text(length)}, but the disk of {Path.GetDirectoryName(path)} has {Text(free)} free. " +
                "Make room, store less ([TeacherCache] with Format = CacheFormat.Float16 or TopK, fewer Views or hints), or do without: -p:KdSet=teacherCache.enabled=false.");
        }
    }

    /// <summary>How many bytes are free where a file shall be; its unfinished part counts as free, since it becomes the file.</summary>
    public static long Free(string path)
    {
        var part = new FileInfo(CacheWriter.PartOf(path));
        return new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace + (part.Exists ? part.Length : 0);
    }

    /// <summary>A number of bytes for a person.</summary>
    public static string Text(long bytes) => bytes switch
    {
        < 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F1} KiB"),
        < 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):F1} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):F1} GiB"),
    };
}
