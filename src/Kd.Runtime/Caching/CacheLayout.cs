using System.Buffers.Binary;
using System.Security.Cryptography;
using Kd.IO;
using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>
/// Where in a file what lies: the head (8 bytes that say what it is, the length of the JSON, its SHA-256, the JSON), a section for each stored
/// tensor with its rows one behind the other, and a SHA-256 for each block of rows.
/// </summary>
/// <remarks>Everything follows from the header that one expects, so that a reader takes no size from a file.</remarks>
internal sealed class CacheLayout
{
    /// <summary>The rows of a block, which has one checksum.</summary>
    public const int BlockRows = 256;

    private static readonly byte[] _magic = "KDCACHE1"u8.ToArray();

    /// <summary>Lays out a file.</summary>
    /// <param name="header">What the rows are.</param>
    /// <param name="stored">The types and row shapes of the sections.</param>
    /// <exception cref="InvalidDataException">No file can have so many bytes.</exception>
    public CacheLayout(CacheHeader header, IEnumerable<(ScalarType Type, long[] Shape)> stored)
    {
        var json = header.ToJson();
        (Rows, Samples) = (header.Rows, header.Samples);
        Head = [.. _magic, .. new byte[sizeof(long)], .. SHA256.HashData(json), .. json];
        BinaryPrimitives.WriteInt64LittleEndian(Head.AsSpan(_magic.Length), json.Length);
        Key = Convert.ToHexString(SHA256.HashData(Head))[..16].ToLowerInvariant();
        Int128 position = Head.Length;
        foreach (var (type, shape) in stored)
        {
            Sections.Add(new($"section {Sections.Count}", type, [Rows, .. shape], Within(position)));
            position += Sections[^1].Bytes();
        }

        DigestsPosition = Within(position);
        Length = Within(position + ((Int128)Blocks * SHA256.HashSizeInBytes));
    }

    /// <summary>The beginning of the file.</summary>
    public byte[] Head { get; }

    /// <summary>What tells such a file from others.</summary>
    public string Key { get; }

    /// <summary>How many samples each view has.</summary>
    public long Samples { get; }

    /// <summary>How many rows each section has.</summary>
    public long Rows { get; }

    /// <summary>The stored tensors, (rows, ...) each.</summary>
    public List<StoredTensor> Sections { get; } = [];

    /// <summary>Where the checksums begin.</summary>
    public long DigestsPosition { get; }

    /// <summary>The length of the file.</summary>
    public long Length { get; }

    /// <summary>How many blocks there are.</summary>
    public long Blocks => (Rows + BlockRows - 1) / BlockRows;

    /// <summary>How many bytes a row of a section has.</summary>
    public static long RowBytes(StoredTensor section) => (section with { Shape = section.Shape[1..] }).Bytes();

    /// <summary>Where the checksum of a block is.</summary>
    public long DigestPosition(long block) => DigestsPosition + (block * SHA256.HashSizeInBytes);

    /// <summary>The checksum of a block, with its number: of its rows in each section.</summary>
    /// <param name="block">The block.</param>
    /// <param name="read">Reads bytes of the file from a position on.</param>
    public byte[] Digest(long block, ReadBytes read)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, block);
        hash.AppendData(number);
        var begin = block * BlockRows;
        var rows = Math.Min(BlockRows, Rows - begin);
        foreach (var section in Sections)
        {
            var rowBytes = RowBytes(section);
            var (position, left) = (section.Position + (begin * rowBytes), rows * rowBytes);
            var buffer = new byte[StoredTensor.Piece(left)];
            while (left > 0)
            {
                var piece = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
                read(position, piece);
                hash.AppendData(piece);
                (position, left) = (position + piece.Length, left - piece.Length);
            }
        }

        return hash.GetHashAndReset();
    }

    private static long Within(Int128 position) => position <= long.MaxValue ? (long)position : throw new InvalidDataException("there is more to store than any file can hold.");

    /// <summary>Reads bytes of a file.</summary>
    /// <param name="position">The first.</param>
    /// <param name="target">Where they go; all of them are there.</param>
    internal delegate void ReadBytes(long position, Span<byte> target);
}
