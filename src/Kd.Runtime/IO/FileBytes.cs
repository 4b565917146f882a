using System.IO.Compression;
using System.IO.MemoryMappedFiles;
using Kd.Training;
using Microsoft.Win32.SafeHandles;

namespace Kd.IO;

/// <summary>The bytes of a file that is read here and there: mapped by the system, or unpacked into memory.</summary>
internal abstract class FileBytes : IDisposable
{
    private const string Packed = ".gz";

    /// <summary>How many bytes there are.</summary>
    public abstract long Length { get; }

    /// <summary>Opens a file; one whose name ends in <c>.gz</c>, which cannot be mapped, is unpacked into memory.</summary>
    /// <exception cref="KdException">It is not there, or not to be opened (KD3030).</exception>
    /// <exception cref="InvalidDataException">It cannot be unpacked, or not into an array.</exception>
    public static FileBytes Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new KdException(
                "KD3030", Directory.Exists(path)
                    ? $"{path} is a folder, where a file with data is expected."
                    : $"The data file {Path.GetFullPath(path)} is not there. Relative paths start from KdDataPath: DataContext.Path.");
        }

        try
        {
            return path.EndsWith(Packed, StringComparison.OrdinalIgnoreCase) ? new Unpacked(path) : Mapped.Of(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KdException("KD3030", $"The data file {path} cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Copies bytes from a position on.</summary>
    /// <param name="position">The first byte; all of them have to be there.</param>
    /// <param name="target">Where they go.</param>
    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    public abstract void Copy(long position, Span<byte> target);

    /// <summary>The bytes one after the other.</summary>
    public abstract Stream Stream();

    public abstract void Dispose();

    private sealed class Mapped(long length, MemoryMappedFile file, SafeMemoryMappedViewHandle view) : FileBytes
    {
        public override long Length => length;

        public static FileBytes Of(string path)
        {
            var stream = File.OpenRead(path);
            if (stream.Length == 0)
            {
                // What is empty has nothing to map.
                stream.Dispose();
                return new InMemory([]);
            }

            var length = stream.Length;
            var file = MemoryMappedFile.CreateFromFile(stream, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            return new Mapped(length, file, file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read).SafeMemoryMappedViewHandle);
        }

        public override unsafe void Copy(long position, Span<byte> target)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(position);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(position, length - target.Length);

            // The view's own ReadSpan copies element by element. A view that is closed has no pointer to give, and one that has given it stays open.
            byte* start = null;
            view.AcquirePointer(ref start);
            try
            {
                new ReadOnlySpan<byte>(start + position, target.Length).CopyTo(target);
            }
            finally
            {
                view.ReleasePointer();
            }
        }

        public override Stream Stream() => new UnmanagedMemoryStream(view, 0, length);

        public override void Dispose()
        {
            view.Dispose();
            file.Dispose();
        }
    }

    private class InMemory(byte[] bytes) : FileBytes
    {
        private byte[]? _bytes = bytes;

        public override long Length { get; } = bytes.Length;

        public override void Copy(long position, Span<byte> target) => Open().AsSpan(checked((int)position), target.Length).CopyTo(target);

        public override Stream Stream() => new MemoryStream(Open(), writable: false);

        public override void Dispose() => _bytes = null;

        private byte[] Open() => _bytes ?? throw new ObjectDisposedException(nameof(FileBytes));
    }

    private sealed class Unpacked(string path) : InMemory(Unpack(path))
    {
        private static byte[] Unpack(string path)
        {
            using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            var buffer = new byte[1 << 16];
            while (packed.Read(buffer) is > 0 and var read)
            {
                if (bytes.Length + read > Array.MaxLength)
                {
                    throw new InvalidDataException("it is larger than 2 GiB when it is unpacked. Unpack it with gunzip: a file that is not packed is read where it lies.");
                }

                bytes.Write(buffer, 0, read);
            }

            return bytes.ToArray();
        }
    }
}
