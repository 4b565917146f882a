using System.Buffers.Binary;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.IO;

/// <summary>
/// The IDX format of MNIST (LeCun, Cortes, Burges): two zeros, the type, the number of dimensions, each size in 32 bits, and the elements; all
/// numbers have their highest byte first.
/// </summary>
internal static class IdxFormat
{
    /// <summary>Reads what a file says of its array.</summary>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static StoredTensor ReadHeader(Stream file)
    {
        Span<byte> word = stackalloc byte[sizeof(uint)];
        Read(file, word);
        if (word is not [0, 0, _, > 0] || TypeOf(word[2]) is not { } type)
        {
            throw new InvalidDataException(
                $"it begins with {Convert.ToHexString(word)} where 0000, a type (08, 09, 0B, 0C, 0D or 0E) and the number of dimensions are wanted.");
        }

        var shape = new long[word[3]];
        for (var i = 0; i < shape.Length; i++)
        {
            Read(file, word);
            shape[i] = BinaryPrimitives.ReadUInt32BigEndian(word);
        }

        return new("array", type, shape, file.Position);
    }

    /// <summary>Turns elements that have their highest byte first into those of this machine.</summary>
    /// <param name="elements">The elements' bytes.</param>
    /// <param name="size">How many bytes an element has.</param>
    public static void ToNative(Span<byte> elements, int size)
    {
        if (BitConverter.IsLittleEndian && size > 1)
        {
            for (var begin = 0; begin < elements.Length; begin += size)
            {
                elements.Slice(begin, size).Reverse();
            }
        }
    }

    private static ScalarType? TypeOf(byte code) => code switch
    {
        0x08 => ScalarType.Byte,
        0x09 => ScalarType.Int8,
        0x0B => ScalarType.Int16,
        0x0C => ScalarType.Int32,
        0x0D => ScalarType.Float32,
        0x0E => ScalarType.Float64,
        _ => null,
    };

    private static void Read(Stream file, Span<byte> word)
    {
        if (file.ReadAtLeast(word, word.Length, throwOnEndOfStream: false) < word.Length)
        {
            throw new InvalidDataException("it ends within its header.");
        }
    }
}
