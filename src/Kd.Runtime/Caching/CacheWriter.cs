using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>
/// Writes a file of outputs beside its place, block by block, and gives it its name when it is whole. One that was ended before goes on: a
/// block counts as written when its checksum fits.
/// </summary>
internal sealed class CacheWriter : IDisposable
{
    private readonly string _part;
    private readonly CacheLayout _layout;
    private readonly SafeFileHandle _file;

    /// <summary>Begins a file, or goes on with what was left of it.</summary>
    /// <param name="path">Where it shall be.</param>
    /// <param name="layout">What it shall be.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public CacheWriter(string path, CacheLayout layout)
    {
        (_part, _layout) = (PartOf(path), layout);
        _file = new FileInfo(_part) is { Exists: true } part && part.Length == layout.Length
            ? File.OpenHandle(_part, FileMode.Open, FileAccess.ReadWrite, FileShare.Read)
            : File.OpenHandle(_part, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, preallocationSize: layout.Length);
        try
        {
            RandomAccess.SetLength(_file, layout.Length);
            RandomAccess.Write(_file, layout.Head, 0);
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    /// <summary>The file beside a path that is not whole yet.</summary>
    public static string PartOf(string path) => path + ".part";

    /// <summary>Whether a block was written before.</summary>
    public bool Has(long block)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        Read(_layout.DigestPosition(block), digest);

        // A block that nobody wrote has no checksum, and is not worth reading.
        return digest.ContainsAnyExcept((byte)0) && digest.SequenceEqual(_layout.Digest(block, Read));
    }

    /// <summary>Writes rows.</summary>
    /// <param name="firstRow">The number of the first.</param>
    /// <param name="sections">What the sections have for them: (B, ...) each, contiguous, on the CPU.</param>
    public void Write(long firstRow, IReadOnlyList<Tensor> sections)
    {
        for (var i = 0; i < sections.Count; i++)
        {
            if (sections[i].numel() > 0)
            {
                RandomAccess.Write(_file, sections[i].bytes, _layout.Sections[i].Position + (firstRow * CacheLayout.RowBytes(_layout.Sections[i])));
            }
        }
    }

    /// <summary>Ends a block, all of whose rows are written.</summary>
    public void Seal(long block) => RandomAccess.Write(_file, _layout.Digest(block, Read), _layout.DigestPosition(block));

    /// <summary>Brings all to the disk and gives the file its name.</summary>
    /// <param name="path">The name.</param>
    public void Complete(string path)
    {
        RandomAccess.FlushToDisk(_file);
        _file.Dispose();
        File.Move(_part, path, overwrite: true);
    }

    public void Dispose() => _file.Dispose();

    private void Read(long position, Span<byte> target)
    {
        while (!target.IsEmpty)
        {
            var read = RandomAccess.Read(_file, target, position);
            if (read == 0)
            {
                throw new IOException($"{_part} has been shortened meanwhile.");
            }

            position += read;
            target = target[read..];
        }
    }
}
