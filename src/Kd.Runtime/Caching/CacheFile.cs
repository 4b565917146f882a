using System.Security.Cryptography;
using Kd.IO;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>A file of a teacher's outputs that is whole: mapped, and read row by row.</summary>
internal sealed class CacheFile : IDisposable
{
    private readonly FileBytes _bytes;
    private readonly CacheLayout _layout;
    private readonly long[] _rowBytes;

    private CacheFile(FileBytes bytes, CacheLayout layout)
    {
        (_bytes, _layout) = (bytes, layout);
        _rowBytes = [.. layout.Sections.Select(CacheLayout.RowBytes)];
    }

    /// <summary>Opens a file and looks at every byte of it.</summary>
    /// <param name="path">The file, which exists.</param>
    /// <param name="layout">What it has to be.</param>
    /// <exception cref="InvalidDataException">It is something else, or damaged.</exception>
    public static CacheFile Open(string path, CacheLayout layout)
    {
        var bytes = FileBytes.Open(path);
        try
        {
            Verify(bytes, layout);
            return new(bytes, layout);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    /// <summary>Reads rows of all sections.</summary>
    /// <param name="rows">Their numbers, from 0 to below the number of rows.</param>
    /// <returns>A tensor for each section, (B, ...), on the CPU.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no row of such a number.</exception>
    public Tensor[] Read(ReadOnlySpan<long> rows)
    {
        foreach (var row in rows)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row, nameof(rows));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, _layout.Rows, nameof(rows));
        }

        var read = new Tensor[_layout.Sections.Count];
        for (var i = 0; i < read.Length; i++)
        {
            var section = _layout.Sections[i];
            read[i] = empty([rows.Length, .. section.Shape[1..]], section.Type, CPU);
            if (read[i].numel() > 0)
            {
                Copy(rows, section.Position, _rowBytes[i], read[i].bytes);
            }
        }

        return read;
    }

    public void Dispose() => _bytes.Dispose();

    // Rows that stand one behind the other in the file are copied at once.
    private void Copy(ReadOnlySpan<long> rows, long position, long rowBytes, Span<byte> target)
    {
        for (var begin = 0; begin < rows.Length;)
        {
            var end = begin + 1;
            while (end < rows.Length && rows[end] == rows[end - 1] + 1)
            {
                end++;
            }

            var length = checked((int)((end - begin) * rowBytes));
            _bytes.Copy(position + (rows[begin] * rowBytes), target[..length]);
            target = target[length..];
            begin = end;
        }
    }

    private static void Verify(FileBytes bytes, CacheLayout layout)
    {
        if (bytes.Length != layout.Length)
        {
            throw new InvalidDataException($"it has {bytes.Length} bytes where {layout.Length} are expected");
        }

        var head = new byte[layout.Head.Length];
        bytes.Copy(0, head);
        if (!head.AsSpan().SequenceEqual(layout.Head))
        {
            throw new InvalidDataException("its head is of other outputs");
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        for (long block = 0; block < layout.Blocks; block++)
        {
            bytes.Copy(layout.DigestPosition(block), digest);
            if (!digest.SequenceEqual(layout.Digest(block, bytes.Copy)))
            {
                throw new InvalidDataException($"the checksum of its rows from {block * CacheLayout.BlockRows} on is another");
            }
        }
    }
}
