using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Kd.Data;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>The samples that a teacher's outputs are about: which number each id has, and a hash of all that they are.</summary>
internal sealed class SampleIndex
{
    private const long AtOnce = 256;

    private readonly Dictionary<long, long> _numbers;

    private SampleIndex(Dictionary<long, long> numbers, string digest) => (_numbers, Digest) = (numbers, digest);

    /// <summary>The hash.</summary>
    public string Digest { get; }

    /// <summary>How many samples there are.</summary>
    public long Count => _numbers.Count;

    /// <summary>Reads all samples once.</summary>
    /// <exception cref="KdException">Two have one id (KD3042).</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop.</exception>
    public static SampleIndex Of<TBatch>(Dataset<TBatch> data, CancellationToken stop)
        where TBatch : IBatch<TBatch>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var numbers = new Dictionary<long, long>();
        for (long begin = 0; begin < data.Count; begin += AtOnce)
        {
            stop.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var batch = data.Read(arange(begin, Math.Min(begin + AtOnce, data.Count), ScalarType.Int64, CPU));
            batch.Map(tensor =>
            {
                hash.AppendData(Encoding.UTF8.GetBytes($"{tensor.dtype} {string.Join(',', tensor.shape)}\n"));
                hash.AppendData(tensor.numel() == 0 ? [] : tensor.contiguous().bytes);
                return tensor;
            });
            foreach (var id in Ids(batch.SampleIds))
            {
                if (!numbers.TryAdd(id, numbers.Count))
                {
                    throw new KdException(
                        "KD3042", $"Two training samples have the id {id}, so that [TeacherCache] cannot tell what the teacher gave for which: number the samples, as in SampleIds: arange(count).");
                }
            }
        }

        return new(numbers, Convert.ToHexString(hash.GetHashAndReset()).ToLowerInvariant());
    }

    /// <summary>The numbers of samples.</summary>
    /// <param name="ids">Their ids: (B), 64-bit integers, on the CPU.</param>
    /// <param name="rows">Where the numbers go, as many.</param>
    /// <exception cref="KdException">There is no such sample (KD3042).</exception>
    public void Find(Tensor ids, Span<long> rows)
    {
        var wanted = Ids(ids);
        for (var i = 0; i < wanted.Length; i++)
        {
            if (!_numbers.TryGetValue(wanted[i], out rows[i]))
            {
                throw new KdException(
                    "KD3042", $"A batch has the sample {wanted[i]}, which the training part did not have when the teacher's outputs were stored: ids stay the same in every epoch.");
            }
        }
    }

    private static ReadOnlySpan<long> Ids(Tensor ids) => MemoryMarshal.Cast<byte, long>(ids.bytes);
}
