using System.Buffers.Binary;
using System.Text.Json;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.IO;

/// <summary>
/// Reads and writes the safetensors format: 8 bytes with the length of a JSON header, the header, and the tensors' bytes.
/// </summary>
public static class SafeTensors
{
    private const int LargestHeader = 100_000_000;

    private static readonly (ScalarType Type, string Name)[] _types =
    [
        (ScalarType.Float64, "F64"), (ScalarType.Float32, "F32"), (ScalarType.Float16, "F16"), (ScalarType.BFloat16, "BF16"),
        (ScalarType.Int64, "I64"), (ScalarType.Int32, "I32"), (ScalarType.Int16, "I16"), (ScalarType.Int8, "I8"),
        (ScalarType.Byte, "U8"), (ScalarType.Bool, "BOOL"),
    ];

    /// <summary>Writes tensors, atomically and in the given order. The same tensors give the same bytes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Names and tensors, on any device.</param>
    /// <exception cref="NotSupportedException">A tensor's type has no name in the format.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var contents = tensors.Select(t => (Name: t.Key, Tensor: t.Value.detach().cpu().contiguous())).ToList();
        var header = Header(contents);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var (_, tensor) in contents)
            {
                tensor.WriteBytesToStream(stream, 1 << 20);
            }
        });
    }

    /// <summary>Reads all tensors of a file, onto the CPU.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The tensors by name. They are in no dispose scope: the caller disposes them.</returns>
    /// <exception cref="InvalidDataException">The file is not a whole safetensors file.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        using var stream = File.OpenRead(path);
        var tensors = new Dictionary<string, Tensor>();
        try
        {
            foreach (var (name, type, shape, begin, _) in ReadHeader(stream, out var data))
            {
                stream.Position = data + begin;
                var tensor = empty(shape, type).DetachFromDisposeScope();
                tensors.Add(name, tensor);
                tensor.ReadBytesFromStream(stream, 1 << 20);
            }

            return tensors;
        }
        catch (Exception e)
        {
            foreach (var tensor in tensors.Values)
            {
                tensor.Dispose();
            }

            throw e is InvalidDataException
                ? new InvalidDataException($"{path} is not a whole safetensors file: {e.Message}", e)
                : e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or EndOfStreamException
                    ? new InvalidDataException($"{path} is not a whole safetensors file: its header cannot be read ({e.Message})", e)
                    : e;
        }
    }

    /// <summary>Reads the file's <c>__metadata__</c>, a map of strings.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file has no header.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path)
    {
        using var stream = File.OpenRead(path);
        using var json = HeaderJson(stream);
        return json.RootElement.TryGetProperty("__metadata__", out var metadata)
            ? metadata.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "")
            : new Dictionary<string, string>();
    }

    private static byte[] Header(List<(string Name, Tensor Tensor)> contents)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            long offset = 0;
            json.WriteStartObject();
            foreach (var (name, tensor) in contents)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", NameOf(tensor.dtype, name));
                json.WriteStartArray("shape");
                foreach (var size in tensor.shape)
                {
                    json.WriteNumberValue(size);
                }

                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(offset);
                json.WriteNumberValue(offset += tensor.numel() * tensor.element_size());
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        // The format wants the tensors' bytes to begin at a multiple of 8.
        while (buffer.Length % 8 != 0)
        {
            buffer.WriteByte((byte)' ');
        }

        return buffer.ToArray();
    }

    private static string NameOf(ScalarType type, string tensor) =>
        _types.FirstOrDefault(t => t.Type == type).Name
        ?? throw new NotSupportedException($"The tensor {tensor} has the type {type}, which safetensors cannot hold.");

    private static JsonDocument HeaderJson(Stream stream)
    {
        Span<byte> prefix = stackalloc byte[sizeof(long)];
        if (stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
        {
            throw new InvalidDataException("it is shorter than 8 bytes.");
        }

        var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
        if (length < 2 || length > LargestHeader || length > stream.Length - prefix.Length)
        {
            throw new InvalidDataException($"its header claims {length} bytes of the file's {stream.Length}.");
        }

        var header = new byte[length];
        stream.ReadExactly(header);
        return JsonDocument.Parse(header);
    }

    private static List<(string Name, ScalarType Type, long[] Shape, long Begin, long End)> ReadHeader(Stream stream, out long data)
    {
        using var json = HeaderJson(stream);
        data = stream.Position;
        var entries = new List<(string Name, ScalarType Type, long[] Shape, long Begin, long End)>();
        long expected = 0;
        foreach (var property in json.RootElement.EnumerateObject().Where(p => p.Name != "__metadata__"))
        {
            var dtype = property.Value.GetProperty("dtype").GetString();
            var type = _types.FirstOrDefault(t => t.Name == dtype);
            if (type.Name is null)
            {
                throw new InvalidDataException($"the tensor {property.Name} has the type {dtype}, which is not known.");
            }

            var shape = property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()).ToArray();
            var offsets = property.Value.GetProperty("data_offsets");
            entries.Add((property.Name, type.Type, shape, offsets[0].GetInt64(), offsets[1].GetInt64()));
        }

        entries.Sort((a, b) => a.Begin.CompareTo(b.Begin));
        foreach (var (name, type, shape, begin, end) in entries)
        {
            if (begin != expected || end < begin || end > stream.Length - data || Bytes(type, shape, name) != end - begin)
            {
                throw new InvalidDataException($"the tensor {name} {Losses.Shapes.Text(shape)} claims the bytes {begin} to {end}, which do not fit.");
            }

            expected = end;
        }

        return entries;
    }

    private static Int128 Bytes(ScalarType type, long[] shape, string name)
    {
        Int128 bytes = type.ElementSize();
        foreach (var size in shape)
        {
            if (size < 0)
            {
                throw new InvalidDataException($"the tensor {name} has a negative size.");
            }

            bytes = checked(bytes * size);
            if (bytes > long.MaxValue)
            {
                throw new InvalidDataException($"the tensor {name} is larger than any file.");
            }
        }

        return bytes;
    }
}
