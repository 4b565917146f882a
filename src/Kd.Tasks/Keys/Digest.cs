using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Kd.Tasks.Keys;

/// <summary>Collects what goes into a hash, each part with its length, so that no two sequences of parts look alike.</summary>
internal sealed class Digest : IDisposable
{
    private readonly MemoryStream _bytes = new();
    private readonly BinaryWriter _writer;

    public Digest() => _writer = new BinaryWriter(_bytes, Encoding.UTF8);

    public Digest Add(string text)
    {
        _writer.Write(text);
        return this;
    }

    public Digest Add(long number)
    {
        _writer.Write(number);
        return this;
    }

    public Digest Add(ImmutableArray<byte> bytes)
    {
        _writer.Write(bytes.Length);
        _writer.Write(bytes.ToArray());
        return this;
    }

    /// <summary>The hash of what was added, in lower-case hex.</summary>
    public string Hash()
    {
        _writer.Flush();
        _bytes.Position = 0;
        using var sha = SHA256.Create();
        return Hex(sha.ComputeHash(_bytes));
    }

    public static string Hex(byte[] bytes) => BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();

    public void Dispose() => _writer.Dispose();
}
