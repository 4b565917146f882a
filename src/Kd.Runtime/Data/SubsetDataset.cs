using static TorchSharp.torch;

namespace Kd.Data;

/// <summary>Some samples of another data set.</summary>
internal sealed class SubsetDataset<TBatch> : Dataset<TBatch>
    where TBatch : IBatch<TBatch>
{
    private readonly Dataset<TBatch> _samples;
    private readonly Tensor _numbers;

    /// <summary>Chooses samples.</summary>
    /// <param name="samples">All of them.</param>
    /// <param name="numbers">The numbers of those that are chosen: (N), 64-bit integers, on the CPU; kept.</param>
    public SubsetDataset(Dataset<TBatch> samples, Tensor numbers)
    {
        (_samples, _numbers) = (samples, numbers.DetachFromDisposeScope());
        Count = numbers.size(0);
    }

    public override long Count { get; }

    public override TBatch Read(Tensor indices)
    {
        using var numbers = _numbers.index_select(0, indices);
        return _samples.Read(numbers);
    }

    internal override bool HasViews => _samples.HasViews;

    internal override TBatch ReadView(Tensor indices)
    {
        using var numbers = _numbers.index_select(0, indices);
        return _samples.ReadView(numbers);
    }
}
