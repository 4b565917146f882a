using Kd;
using Kd.Data;
using static TorchSharp.torch;

namespace KdApp;

/// <summary>A batch of points in the plane.</summary>
/// <param name="Points">(B, 2), floating point.</param>
/// <param name="Labels">Class numbers (B), 64-bit integers.</param>
/// <param name="SampleIds">Which samples these are: (B), 64-bit integers.</param>
public sealed record PointBatch(Tensor Points, Tensor Labels, Tensor SampleIds) : IBatch<PointBatch>
{
    /// <inheritdoc/>
    public PointBatch Map(Func<Tensor, Tensor> map) => new(map(Points), map(Labels), map(SampleIds));
}

/// <summary>Two half moons that reach into each other. Put your own data here.</summary>
public static class Moons
{
    private const int Count = 1000;

    /// <summary>60 % to train on, 20 % to choose the epoch with, 20 % to test with, each class alike.</summary>
    [DistillationData]
    public static DistillationData<PointBatch> Load(DataContext context)
    {
        var random = new Random(1);
        var points = new float[Count, 2];
        var labels = new long[Count];
        for (var i = 0; i < Count; i++)
        {
            var lower = i % 2;
            var angle = random.NextDouble() * Math.PI;
            labels[i] = lower;
            points[i, 0] = (float)((lower == 0 ? Math.Cos(angle) : 1 - Math.Cos(angle)) + Noise());
            points[i, 1] = (float)((lower == 0 ? Math.Sin(angle) : 0.5 - Math.Sin(angle)) + Noise());
        }

        var all = new PointBatch(tensor(points), tensor(labels), arange(Count, ScalarType.Int64));
        return DistillationData<PointBatch>.Split(all, all.Labels, train: 0.6, validation: 0.2, seed: 1);

        double Noise() => (random.NextDouble() - 0.5) * 0.4;
    }
}
