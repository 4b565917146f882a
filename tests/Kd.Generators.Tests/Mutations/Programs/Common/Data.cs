namespace App;

internal static class Digits
{
    [DistillationData]
    internal static DistillationData<ImageBatch> Load(DataContext context)
    {
        var all = new ImageBatch(rand(60, 1, 8, 8), randint(0, 10, 60, ScalarType.Int64), arange(60, ScalarType.Int64));
        return DistillationData<ImageBatch>.Split(all, all.Labels, 0.6, 0.2, 1);
    }
}
