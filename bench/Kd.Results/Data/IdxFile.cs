using System.Buffers.Binary;
using System.IO.Compression;

namespace Kd.Results.Data;

/// <summary>Reads the beginning of a file in the IDX format of MNIST: bytes in any number of dimensions, packed with gzip.</summary>
internal static class IdxFile
{
    private const byte Bytes = 0x08;

    /// <summary>Reads the first items of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="count">How many items.</param>
    /// <param name="itemShape">The shape that an item is to have; empty for a file of numbers.</param>
    /// <returns>The items, one behind the other.</returns>
    /// <exception cref="InvalidDataException">It is no such file, its items have another shape, or it has too few of them.</exception>
    public static byte[] Read(string path, int count, params int[] itemShape)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        return Read(file, path, count, itemShape);
    }

    /// <summary>As <see cref="Read(string, int, int[])"/>, of unpacked bytes.</summary>
    public static byte[] Read(Stream file, string name, int count, params int[] itemShape)
    {
        try
        {
            var shape = ReadShape(file, name);
            if (!shape.AsSpan(1).SequenceEqual(itemShape) || shape[0] < count)
            {
                throw new InvalidDataException(
                    $"{name} has the shape {string.Join('x', shape)}; at least {string.Join('x', [count, .. itemShape])} is needed.");
            }

            var items = new byte[itemShape.Aggregate(count, (size, length) => size * length)];
            file.ReadExactly(items);
            return items;
        }
        catch (EndOfStreamException)
        {
            throw new InvalidDataException($"{name} ends before its item {count}. It is not whole; install it again.");
        }
    }

    private static int[] ReadShape(Stream file, string name)
    {
        Span<byte> head = stackalloc byte[4];
        file.ReadExactly(head);
        if (head is not [0, 0, Bytes, > 0])
        {
            throw new InvalidDataException($"{name} begins with {Convert.ToHexString(head)}, which is not an IDX file of bytes (000008NN).");
        }

        var shape = new int[head[3]];
        for (var i = 0; i < shape.Length; i++)
        {
            file.ReadExactly(head);
            shape[i] = BinaryPrimitives.ReadInt32BigEndian(head);
        }

        return shape;
    }
}
