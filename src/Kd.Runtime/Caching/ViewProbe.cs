using Kd.Data;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>Finds out whether the views of an augmented data set can be drawn again, sample by sample, by trying it.</summary>
internal static class ViewProbe
{
    private const int Seeds = 8;
    private const long Samples = 8;

    /// <summary>Demands that a view depends on its sample and torch's random numbers alone.</summary>
    /// <exception cref="KdException">It does not (KD3041).</exception>
    public static void Require<TBatch>(Dataset<TBatch> data)
        where TBatch : IBatch<TBatch>
    {
        using var scope = NewDisposeScope();
        using var state = random.get_rng_state();
        var count = Math.Min(Samples, data.Count);
        var batch = arange(0, count, ScalarType.Int64, CPU);

        // The same first sample with others behind it; with few samples, the same ones in another order.
        var other = cat([zeros(1, ScalarType.Int64, CPU), arange(1, count, ScalarType.Int64, CPU).add(count - 1).remainder(data.Count).flip(0)]);
        try
        {
            for (var seed = 1; seed <= Seeds; seed++)
            {
                var first = Drawn(data, batch, seed);
                if (!Agree(first, Drawn(data, batch, seed), count))
                {
                    throw new KdException(
                        "KD3041", "The augmentation gives other views each time, whatever the seed, so that [TeacherCache] cannot replay them: let it draw with torch's random numbers alone.");
                }

                if (!Agree(first, Drawn(data, other, seed), 1))
                {
                    throw new KdException(
                        "KD3041", "The augmentation mixes the samples of a batch, such as Mixup and CutMix do, so that what the teacher gives for one depends on the others: " +
                        "[TeacherCache] cannot store it. Take the mixing out, or do without the cache.");
                }
            }
        }
        finally
        {
            random.set_rng_state(state);
        }
    }

    private static List<Tensor> Drawn<TBatch>(Dataset<TBatch> data, Tensor indices, int seed)
        where TBatch : IBatch<TBatch>
    {
        manual_seed(seed);
        var tensors = new List<Tensor>();
        data.ReadView(indices).Map(tensor =>
        {
            tensors.Add(tensor);
            return tensor;
        });
        return tensors;
    }

    private static bool Agree(List<Tensor> first, List<Tensor> second, long samples) =>
        first.Zip(second).All(pair => pair.First.shape.SequenceEqual(pair.Second.shape)
            && pair.First.narrow(0, 0, samples).contiguous().bytes.SequenceEqual(pair.Second.narrow(0, 0, samples).contiguous().bytes));
}
