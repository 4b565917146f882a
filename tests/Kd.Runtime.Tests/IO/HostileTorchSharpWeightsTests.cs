using System.Text;
using Kd.IO;
using Kd.Tests.Fixtures;

namespace Kd.Tests.IO;

/// <summary>A damaged or malicious <c>.dat</c> is an <see cref="InvalidDataException"/> that names it, and costs no memory.</summary>
public sealed class HostileTorchSharpWeightsTests : IDisposable
{
    private static readonly byte[] _largest = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f];
    private readonly TemporaryFolder _folder = new();

    private string File => _folder["hostile.dat"];

    public static TheoryData<byte[], string> Files { get; } = new()
    {
        { [], "it ends before the number of its tensors" },
        { [0, 1], "behind the last of its 0 tensors come another 1 bytes" },
        { [.. _largest], "it ends before the length of the name of the tensor 1 of 9223372036854775807" },
        { [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], "the number of its tensors is larger than any number" },
        { [1, 0], "the name of the tensor 1 of 1 claims 0 bytes" },
        { [1, .. _largest, (byte)'a'], "the name of the tensor 1 of 1 claims 9223372036854775807 bytes" },
        { [1, 5, (byte)'a'], "the name of the tensor 1 of 1 claims 5 bytes" },
        { [1, 2, 0xff, 0xfe, 6, 0], "the name of the tensor 1 of 1 is no text" },
        { [1, 2, (byte)'a', (byte)'\n', 6, 0], "the name of the tensor 1 of 1 is no text" },
        { Tensor(8), "the tensor a has the element type 8" },
        { Tensor(12, 1), "the tensor a has the element type 12" },
        { Tensor(127), "the tensor a has the element type 127" },
        { [1, 1, (byte)'a', 0x86, 0x02, 0], "the tensor a has the element type 262" }, // 6 in eight bits
        { [1, 1, (byte)'a', .. _largest, 0], "the tensor a has the element type 9223372036854775807" },
        { [1, 1, (byte)'a', 6, .. _largest], "the tensor a has 9223372036854775807 dimensions" },
        { [1, 1, (byte)'a', 6, 65, .. Enumerable.Repeat((byte)1, 70)], "the tensor a has 65 dimensions" },
        { [1, 1, (byte)'a', 6, 2, 3], "it ends before the shape of the tensor a" },
        { [1, 1, (byte)'a', 6, 1, .. _largest], "the tensor a is larger than any file" },
        { [1, 1, (byte)'a', 0, 1, .. _largest], "the tensor a (9223372036854775807) claims 9223372036854775807 bytes where 0 follow" },
        { [1, 1, (byte)'a', 6, 3, 0, .. _largest, .. _largest], "the tensor a is larger than any file" },
        { [1, 1, (byte)'a', 6, 2, 0x80, 0x80, 0x80, 0x80, 0x10, 0x80, 0x80, 0x80, 0x80, 0x10], "the tensor a is larger than any file" }, // 2^64, which is 0 in 64 bits
        { [1, 1, (byte)'a', 6, 1, 2, 0, 0, 0, 0, 0, 0, 0], "the tensor a (2) claims 8 bytes where 7 follow" },
        { [1, 1, (byte)'a', 6, 1, 1, 0, 0, 0, 0, 0], "behind the last of its 1 tensors come another 1 bytes" },
        { [2, 1, (byte)'a', 0, 1, 1, 0, 1, (byte)'a', 0, 1, 1, 0], "it has two tensors a" },
        { "PK\u0003\u0004 whatever an archive goes on with, which is long enough to be a name of seventy five bytes"u8.ToArray(), "the name of the tensor 1 of 80 is no text" },
        { Encoding.UTF8.GetBytes(new string('x', 400)), "has the element type 120" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Is_refused_with_what_is_wrong(byte[] bytes, string wrong)
    {
        System.IO.File.WriteAllBytes(File, bytes);

        Assert.Contains(wrong, Refusal.Of(File, () => TorchSharpWeights.Read(File)));
    }

    [Fact]
    public void Cut_short_anywhere_or_with_anything_behind_is_refused()
    {
        using var model = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3));
        model.save(File);
        var whole = System.IO.File.ReadAllBytes(File);

        for (var length = 0; length < whole.Length; length++)
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Refusal.Of(File, () => TorchSharpWeights.Read(File));
        }

        System.IO.File.WriteAllBytes(File, [.. whole, 0]);
        Refusal.Of(File, () => TorchSharpWeights.Read(File));
    }

    [Fact]
    public void Bytes_changed_at_random_give_tensors_or_a_refusal()
    {
        using var scope = NewDisposeScope();
        using var model = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3));
        model.save(File);
        var whole = System.IO.File.ReadAllBytes(File);
        var random = new Random(1);
        var refused = 0;

        for (var round = 0; round < 2000; round++)
        {
            var damaged = whole.ToArray();
            damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            System.IO.File.WriteAllBytes(File, damaged);
            try
            {
                foreach (var tensor in TorchSharpWeights.Read(File).Values)
                {
                    tensor.Dispose();
                }
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 100, 1900);
    }

    public void Dispose() => _folder.Dispose();

    private static byte[] Tensor(byte type, params byte[] rest) => [1, 1, (byte)'a', type, 1, 1, .. rest];
}
