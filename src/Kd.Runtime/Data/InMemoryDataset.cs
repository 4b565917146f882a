using static TorchSharp.torch;

namespace Kd.Data;

internal sealed class InMemoryDataset<TBatch>(TBatch samples) : Dataset<TBatch>
    where TBatch : IBatch<TBatch>
{
    public override long Count { get; } = samples.SampleIds.size(0);

    public override TBatch Read(Tensor indices) => samples.Map(tensor => tensor.index_select(0, indices));
}
