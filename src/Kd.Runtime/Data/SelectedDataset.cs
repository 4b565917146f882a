using static TorchSharp.torch;

namespace Kd.Data;

/// <summary>A data set whose batches are made of those of another.</summary>
internal sealed class SelectedDataset<TBatch, TOther>(Dataset<TBatch> samples, Func<TBatch, TOther> map) : Dataset<TOther>
    where TBatch : IBatch<TBatch>
    where TOther : IBatch<TOther>
{
    public override long Count => samples.Count;

    public override TOther Read(Tensor indices) => map(samples.Read(indices));

    internal override bool HasViews => samples.HasViews;

    internal override TOther ReadView(Tensor indices) => map(samples.ReadView(indices));
}
