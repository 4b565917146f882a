using Kd.Training;
using static TorchSharp.torch;

namespace Kd.Data;

/// <summary>A data set whose samples are the rows of arrays in files.</summary>
internal sealed class FilesDataset<TBatch> : Dataset<TBatch>
    where TBatch : IBatch<TBatch>
{
    private readonly ArrayFile[] _arrays;
    private readonly Func<Tensor[], Tensor, TBatch> _batch;

    public FilesDataset(IReadOnlyList<ArrayFile> arrays, Func<Tensor[], Tensor, TBatch> batch)
    {
        (_arrays, _batch) = ([.. arrays], batch);
        var first = _arrays.FirstOrDefault() ?? throw new ArgumentException("A data set needs an array.", nameof(arrays));
        if (_arrays.FirstOrDefault(array => array.Count != first.Count) is { } other)
        {
            throw new KdException(
                "KD3032", $"{first.Path} has {first.Count} rows, but {other.Path} has {other.Count}. A sample is one row of each: see that the files belong together.");
        }

        Count = first.Count;
    }

    public override long Count { get; }

    // The caller's numbers are the caller's to dispose.
    public override TBatch Read(Tensor indices) => _batch([.. _arrays.Select(array => array.Read(indices))], indices.clone());
}
