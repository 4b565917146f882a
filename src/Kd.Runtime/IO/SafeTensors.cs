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
    private const string Metadata = "__metadata__";
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
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors) => Write(path, tensors, metadata: null);

    /// <inheritdoc cref="Write(string, IEnumerable{KeyValuePair{string, Tensor}})"/>
    /// <param name="path">The file.</param>
    /// <param name="tensors">Names and tensors, on any device.</param>
    /// <param name="metadata">The file's <c>__metadata__</c>, in the given order; nothing for a file without.</param>
    internal static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors, IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var contents = tensors.Select(t => (Name: t.Key, Tensor: t.Value.detach().cpu().contiguous())).ToList();
        var header = Header(contents, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header);
            foreach (var (_, tensor) in contents)
            {
                tensor.WriteBytesToStream(stream, StoredTensor.Piece(tensor.numel() * tensor.element_size()));
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
        return OfFile(path, () => StoredTensor.ReadAll(stream, ReadHeader(stream)));
    }

    /// <summary>Reads what a file says of its tensors, which together take up all the bytes behind its header.</summary>
    /// <exception cref="InvalidDataException">It is not a whole safetensors file; the message does not name it.</exception>
    internal static IReadOnlyList<StoredTensor> ReadHeader(Stream stream) =>
        OfHeader(stream, (header, available) => ReadEntries(header, stream.Position, available));

    /// <summary>Reads the file's <c>__metadata__</c>, a map of strings.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file has no header, or what it has there is no such map.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path)
    {
        using var stream = File.OpenRead(path);
        return OfFile(path, () => OfHeader(stream, static (header, _) => header.TryGetProperty(Metadata, out var metadata)
            ? metadata.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "")
            : []));
    }

    private static byte[] Header(List<(string Name, Tensor Tensor)> contents, IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            long offset = 0;
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject(Metadata);
                foreach (var (name, value) in metadata)
                {
                    json.WriteString(name, value);
                }

                json.WriteEndObject();
            }

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

    /// <summary>Takes something from a file's header, and leaves the stream where the tensors' bytes begin.</summary>
    private static T OfHeader<T>(Stream stream, Func<JsonElement, long, T> take)
    {
        try
        {
            using var header = JsonDocument.Parse(HeaderBytes(stream));
            return take(header.RootElement, stream.Length - stream.Position);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw new InvalidDataException($"its header cannot be read ({e.Message})", e);
        }
    }

    private static T OfFile<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path} is not a whole safetensors file: {e.Message}", e);
        }
    }

    private static byte[] HeaderBytes(Stream stream)
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
        return header;
    }

    /// <summary>What the header says of the tensors, which together have to take up all the bytes behind it.</summary>
    private static List<StoredTensor> ReadEntries(JsonElement header, long data, long available)
    {
        var entries = header.EnumerateObject().Where(p => p.Name != Metadata).Select(ReadEntry).OrderBy(e => e.Begin).ThenBy(e => e.End).ToList();
        var tensors = new List<StoredTensor>();
        var names = new HashSet<string>();
        long expected = 0;
        foreach (var entry in entries)
        {
            if (!names.Add(entry.Name))
            {
                throw new InvalidDataException($"it has two tensors {entry.Name}.");
            }

            var tensor = new StoredTensor(entry.Name, entry.Type, entry.Shape, data + entry.Begin);
            if (entry.Begin != expected || entry.End > available || entry.End - entry.Begin != tensor.Bytes())
            {
                throw new InvalidDataException($"the tensor {tensor} claims the bytes {entry.Begin} to {entry.End}, which do not fit.");
            }

            tensors.Add(tensor);
            expected = entry.End;
        }

        return expected == available ? tensors : throw new InvalidDataException($"its tensors end at the byte {expected} of {available}.");
    }

    private static Entry ReadEntry(JsonProperty property)
    {
        var dtype = property.Value.GetProperty("dtype").GetString();
        var type = _types.FirstOrDefault(t => t.Name == dtype);
        if (type.Name is null)
        {
            throw new InvalidDataException($"the tensor {property.Name} has the type {dtype}, which is not known.");
        }

        var offsets = Integers("data_offsets");
        return offsets.Length == 2
            ? new(property.Name, type.Type, Integers("shape"), offsets[0], offsets[1])
            : throw new InvalidDataException($"the tensor {property.Name} has {offsets.Length} offsets where 2 are wanted.");

        long[] Integers(string name) => [.. property.Value.GetProperty(name).EnumerateArray().Select(number => number.GetInt64())];
    }

    private sealed record Entry(string Name, ScalarType Type, long[] Shape, long Begin, long End);
}
