using static TorchSharp.torch;

namespace Kd.Data;

/// <summary>A data set whose samples are changed by chance each time that they are trained on.</summary>
internal sealed class AugmentedDataset<TBatch>(Dataset<TBatch> samples, Func<TBatch, TBatch> view) : Dataset<TBatch>
    where TBatch : IBatch<TBatch>
{
    public override long Count => samples.Count;

    public override TBatch Read(Tensor indices) => samples.Read(indices);

    internal override bool HasViews => true;

    internal override TBatch ReadView(Tensor indices) => view(samples.ReadView(indices));
}
