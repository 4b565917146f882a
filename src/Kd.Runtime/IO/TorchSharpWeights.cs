using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.IO;

/// <summary>
/// Reads what TorchSharp's <c>module.save(path)</c> writes, by custom a <c>.dat</c> file: the number of tensors, and of
/// each its name, element type, number of dimensions, sizes and bytes. Numbers are LEB128, names UTF-8 with their length
/// before them.
/// </summary>
/// <remarks>TorchSharp's own <c>load</c> copies tensor by tensor into the model, and stops in the middle when one does not fit.</remarks>
internal static class TorchSharpWeights
{
    private const int LongestName = 10_000;
    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Quantised tensors, which the format could hold too, are no parameters of a module.
    private static readonly HashSet<ScalarType> _types =
    [
        ScalarType.Byte, ScalarType.Int8, ScalarType.Int16, ScalarType.Int32, ScalarType.Int64, ScalarType.Bool,
        ScalarType.Float16, ScalarType.BFloat16, ScalarType.Float32, ScalarType.Float64, ScalarType.ComplexFloat32, ScalarType.ComplexFloat64,
    ];

    /// <summary>Reads all tensors of a file, onto the CPU.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors by name. They are in no dispose scope: the caller disposes them.</returns>
    /// <exception cref="InvalidDataException">The file is not a whole file of TorchSharp's.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        using var stream = File.OpenRead(path);
        return StoredTensor.ReadAll(stream, ReadEntries(path, stream));
    }

    /// <summary>Whether a file is whole and of this format.</summary>
    internal static bool Recognizes(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return ReadEntries(path, stream).Count > 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>What the file says of its tensors, which together have to take up all of it.</summary>
    private static List<StoredTensor> ReadEntries(string path, Stream stream)
    {
        var entries = new List<StoredTensor>();
        try
        {
            var names = new HashSet<string>();
            var count = ReadNumber(stream, "the number of its tensors");
            while (entries.Count < count)
            {
                var entry = ReadEntry(stream, entries.Count + 1, count);
                var end = entry.Position + entry.Bytes();
                if (end < 0 || end > stream.Length)
                {
                    throw new InvalidDataException($"the tensor {entry} claims {entry.Bytes()} bytes where {stream.Length - entry.Position} follow.");
                }

                if (!names.Add(entry.Name))
                {
                    throw new InvalidDataException($"it has two tensors {entry.Name}.");
                }

                entries.Add(entry);
                stream.Position = end;
            }

            return stream.Position == stream.Length
                ? entries
                : throw new InvalidDataException($"behind the last of its {count} tensors come another {stream.Length - stream.Position} bytes.");
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path} is not a whole file of TorchSharp's module.save: {e.Message}", e);
        }
    }

    private static StoredTensor ReadEntry(Stream stream, long number, long count)
    {
        var what = $"the tensor {number} of {count}";
        var name = ReadName(stream, what);
        what = $"the tensor {name}";
        var type = ReadNumber(stream, $"the element type of {what}");
        if (type > sbyte.MaxValue || !_types.Contains((ScalarType)type))
        {
            throw new InvalidDataException($"{what} has the element type {type}, which is not known.");
        }

        var dimensions = ReadNumber(stream, $"the number of dimensions of {what}");
        if (dimensions > StoredTensor.MostDimensions)
        {
            throw new InvalidDataException($"{what} has {dimensions} dimensions.");
        }

        var shape = new long[dimensions];
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = ReadNumber(stream, $"the shape of {what}");
        }

        return new(name, (ScalarType)type, shape, stream.Position);
    }

    private static string ReadName(Stream stream, string what)
    {
        var length = ReadNumber(stream, $"the length of the name of {what}");
        if (length is 0 or > LongestName || length > stream.Length - stream.Position)
        {
            throw new InvalidDataException($"the name of {what} claims {length} bytes.");
        }

        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        try
        {
            var name = _utf8.GetString(bytes);
            return name.Any(char.IsControl) ? throw new InvalidDataException($"the name of {what} is no text.") : name;
        }
        catch (DecoderFallbackException e)
        {
            throw new InvalidDataException($"the name of {what} is no text.", e);
        }
    }

    private static long ReadNumber(Stream stream, string what)
    {
        long number = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var read = stream.ReadByte();
            if (read < 0)
            {
                throw new InvalidDataException($"it ends before {what}.");
            }

            number |= (read & 0x7fL) << shift;
            if ((read & 0x80) == 0)
            {
                return number;
            }
        }

        throw new InvalidDataException($"{what} is larger than any number.");
    }
}
