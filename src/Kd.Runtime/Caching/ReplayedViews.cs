using Kd.Data;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>A certain view of each sample of an augmented data set, which depends on a seed, the view's number and the sample's alone.</summary>
/// <param name="samples">The samples.</param>
/// <param name="seed">What the views are drawn with.</param>
/// <param name="view">The number of the view, from 0.</param>
internal sealed class ReplayedViews<TBatch>(Dataset<TBatch> samples, int seed, int view) : Dataset<TBatch>
    where TBatch : IBatch<TBatch>
{
    public override long Count => samples.Count;

    public override TBatch Read(Tensor indices) => samples.Read(indices);

    // Each sample is drawn by itself, so that it does not matter with which others it is read. The run's own random numbers go on as if nothing
    // had been drawn.
    internal override TBatch ReadView(Tensor indices)
    {
        using var state = random.get_rng_state();
        try
        {
            var seeds = unchecked((int)RandomNumbers.Mixed(seed, view));
            var numbers = indices.data<long>();
            var drawn = new TBatch[numbers.Count];
            for (var i = 0; i < drawn.Length; i++)
            {
                manual_seed(unchecked((uint)RandomNumbers.Mixed(seeds, (int)numbers[i])));
                using var one = indices.narrow(0, i, 1);
                drawn[i] = samples.ReadView(one);
            }

            return JoinedBatch.Of(drawn);
        }
        finally
        {
            random.set_rng_state(state);
        }
    }
}
