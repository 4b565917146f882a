using System.Security.Cryptography;
using Kd.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Exactness;

/// <summary>A hash of the samples of a part of the data, as they are read, whatever they are read from.</summary>
/// <param name="Samples">How many there are.</param>
/// <param name="Hashed">How many of them are in the hash: all where they are few and small, else some with equal distances.</param>
/// <param name="Hash">The SHA-256 of their tensors' bytes, in lower-case hex.</param>
/// <param name="Repeats">Whether they were the same when they were read a second time.</param>
internal sealed record SampleFingerprint(long Samples, long Hashed, string Hash, bool Repeats)
{
    // What is read, twice, in less time than an epoch takes, also where a sample is slow to read.
    private const long MostBytes = 8 << 20, MostSamples = 4096;
    private const int BatchSize = 256;

    /// <summary>Takes it of a part. Random numbers may be drawn to read one, so that it has to be the last thing that a run does.</summary>
    /// <param name="data">The part.</param>
    public static SampleFingerprint Of<TBatch>(Dataset<TBatch> data)
        where TBatch : IBatch<TBatch>
    {
        var hashed = Math.Min(data.Count, Math.Clamp(MostBytes / SizeOfFirst(data), 1, MostSamples));
        var (once, again) = (HashOf(data, hashed), HashOf(data, hashed));
        return new(data.Count, hashed, once, once == again);
    }

    private static long SizeOfFirst<TBatch>(Dataset<TBatch> data)
        where TBatch : IBatch<TBatch>
    {
        using var scope = NewDisposeScope();
        var size = 0L;
        data.Read(zeros(1, ScalarType.Int64, CPU)).Map(tensor =>
        {
            size += tensor.numel() * tensor.element_size();
            return tensor;
        });
        return Math.Max(1, size);
    }

    private static string HashOf<TBatch>(Dataset<TBatch> data, long hashed)
        where TBatch : IBatch<TBatch>
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var first = 0L; first < hashed; first += BatchSize)
        {
            using var scope = NewDisposeScope();
            var numbers = Enumerable.Range(0, (int)Math.Min(BatchSize, hashed - first)).Select(i => (long)((Int128)(first + i) * data.Count / hashed)).ToArray();
            data.Read(tensor(numbers, device: CPU)).Map(tensor =>
            {
                sha.AppendData(tensor.detach().cpu().contiguous().bytes);
                return tensor;
            });
        }

        return Convert.ToHexString(sha.GetHashAndReset()).ToLowerInvariant();
    }
}
