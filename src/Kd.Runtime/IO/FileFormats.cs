using System.Buffers.Binary;
using System.IO.Compression;

namespace Kd.IO;

/// <summary>Recognizes files by their content, so that an error can say what a wrong one is.</summary>
internal static class FileFormats
{
    /// <summary>What to say of a file that is a pointer of Git LFS.</summary>
    public const string FetchFromLfs = "It is a pointer of Git LFS: git lfs pull fetches the file.";

    /// <summary>What such a pointer begins with.</summary>
    public static ReadOnlySpan<byte> LfsStart => "version https://"u8;

    /// <summary>What a file looks like.</summary>
    /// <param name="path">The file, which has to exist.</param>
    public static FileFormat Of(string path)
    {
        Span<byte> start = stackalloc byte[16];
        using (var stream = File.OpenRead(path))
        {
            start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        }

        return start switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] => HasScript(path) ? FileFormat.TorchScript : FileFormat.TorchSave,
            [0x80, >= 2 and <= 5, ..] => FileFormat.TorchSave,
            _ when start.StartsWith(LfsStart) => FileFormat.LfsPointer,
            _ when IsSafeTensors(start) => FileFormat.SafeTensors,
            _ when TorchSharpWeights.Recognizes(path) => FileFormat.TorchSharp,
            _ => FileFormat.Unknown,
        };
    }

    private static bool IsSafeTensors(ReadOnlySpan<byte> start) =>
        start.Length > sizeof(long) && start[sizeof(long)] == '{' && BinaryPrimitives.ReadInt64LittleEndian(start) is > 0 and < int.MaxValue;

    // Both are zip archives with a folder around all; a script has its code beside its tensors.
    private static bool HasScript(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            return archive.Entries.Any(entry => entry.FullName.Split('/') is [_, "code", ..]);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
