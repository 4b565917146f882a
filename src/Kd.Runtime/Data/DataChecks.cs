using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Data;

/// <summary>What a run asks of its data before it begins.</summary>
internal static class DataChecks
{
    /// <summary>Demands samples in each part.</summary>
    /// <exception cref="KdException">A part has none (KD3007).</exception>
    public static void RequireSamples<TBatch>(DistillationData<TBatch> data)
        where TBatch : IBatch<TBatch>
    {
        foreach (var (part, name) in new[] { (data.Train, "training"), (data.Validation, "validation"), (data.Test, "test") })
        {
            if (part.Count == 0)
            {
                throw new KdException("KD3007", $"The {name} part of the data has no samples. Each of the three parts needs some.");
            }
        }
    }

    /// <summary>The largest sample id.</summary>
    public static long LargestId<TBatch>(Dataset<TBatch> data)
        where TBatch : IBatch<TBatch>
    {
        const long atOnce = 256;
        long largest = -1;
        for (long begin = 0; begin < data.Count; begin += atOnce)
        {
            using var scope = NewDisposeScope();
            var batch = data.Read(arange(begin, Math.Min(begin + atOnce, data.Count), ScalarType.Int64, CPU));
            largest = Math.Max(largest, batch.SampleIds.max().ToInt64());
        }

        return largest;
    }
}
