using Kd.Data;
using static TorchSharp.torch;

namespace Kd.Checking;

/// <summary>The first few samples of a part of the data.</summary>
internal sealed class FirstSamples<TBatch>(Dataset<TBatch> samples, int count) : Dataset<TBatch>
    where TBatch : IBatch<TBatch>
{
    public override long Count { get; } = Math.Min(count, samples.Count);

    public override TBatch Read(Tensor indices) => samples.Read(indices);
}
