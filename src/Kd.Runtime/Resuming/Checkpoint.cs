using System.Security.Cryptography;
using System.Text;
using Kd.IO;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Resuming;

/// <summary>
/// The state of a run in a file: a safetensors file whose metadata has numbers and texts, and a checksum over everything.
/// </summary>
internal sealed class Checkpoint : IDisposable
{
    private const string Checksum = "sha256";

    // Before the names of values, so that none is that of the checksum.
    private const string Mark = "state.";

    private Checkpoint(IReadOnlyDictionary<string, Tensor> tensors, IReadOnlyDictionary<string, string> values) => (Tensors, Values) = (tensors, values);

    /// <summary>The tensors, on the CPU.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors { get; }

    /// <summary>Numbers and texts.</summary>
    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>Writes a state, atomically.</summary>
    public static void Write(string path, StoringState state)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        var tensors = state.Tensors.Select(t => KeyValuePair.Create(t.Key, t.Value.detach().cpu().contiguous())).ToList();
        SafeTensors.Write(
            path,
            tensors,
            state.Values.Select(v => KeyValuePair.Create(Mark + v.Key, v.Value)).Append(KeyValuePair.Create(Checksum, Digest(tensors, state.Values))));
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="InvalidDataException">The file is not what was written.</exception>
    public static Checkpoint Read(string path)
    {
        var metadata = SafeTensors.ReadMetadata(path);
        var values = metadata.Where(m => m.Key.StartsWith(Mark, StringComparison.Ordinal)).ToDictionary(m => m.Key[Mark.Length..], m => m.Value);
        var read = new Checkpoint(SafeTensors.Read(path), values);
        if (metadata.GetValueOrDefault(Checksum) == Digest(read.Tensors, values))
        {
            return read;
        }

        read.Dispose();
        throw new InvalidDataException($"{path} has been changed: its checksum is another.");
    }

    public void Dispose()
    {
        foreach (var tensor in Tensors.Values)
        {
            tensor.Dispose();
        }
    }

    private static string Digest(IEnumerable<KeyValuePair<string, Tensor>> tensors, IReadOnlyDictionary<string, string> values)
    {
        using var hash = SHA256.Create();
        using (var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
        {
            foreach (var (name, value) in values.OrderBy(v => v.Key, StringComparer.Ordinal))
            {
                Add($"{name}={value.Length} {value}");
            }

            // An empty tensor has no bytes to point at.
            foreach (var (name, tensor) in tensors.OrderBy(t => t.Key, StringComparer.Ordinal))
            {
                Add($"{name} {tensor.dtype} {string.Join(',', tensor.shape)}");
                if (tensor.numel() > 0)
                {
                    tensor.WriteBytesToStream(stream, StoredTensor.Piece(tensor.numel() * tensor.element_size()));
                }
            }

            void Add(string text) => stream.Write(Encoding.UTF8.GetBytes(text + "\n"));
        }

        return Convert.ToHexString(hash.Hash!).ToLowerInvariant();
    }
}
