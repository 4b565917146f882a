using Kd;
using Kd.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace CustomLoss;

/// <summary>Points on three spirals that wind around each other, with much noise.</summary>
public static class SpiralData
{
    private const int Arms = 3;
    private const int PointsPerArm = 800;

    /// <summary>2,400 points, the same at each call.</summary>
    [DistillationData]
    public static DistillationData<ImageBatch> Load(DataContext context)
    {
        var random = new Random(1);
        var points = new float[Arms * PointsPerArm, 2];
        var labels = new long[Arms * PointsPerArm];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = i % Arms;
            var radius = random.NextDouble();
            var angle = (4 * radius) + (labels[i] * 2 * Math.PI / Arms) + (1.6 * (random.NextDouble() - 0.5));
            points[i, 0] = (float)(radius * Math.Cos(angle));
            points[i, 1] = (float)(radius * Math.Sin(angle));
        }

        var all = new ImageBatch(tensor(points), tensor(labels), arange(labels.Length, ScalarType.Int64));
        return DistillationData<ImageBatch>.Split(all, all.Labels, train: 0.5, validation: 0.25, seed: 1);
    }
}
