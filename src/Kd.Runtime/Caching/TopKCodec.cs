using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Caching;

/// <summary>
/// Stores the k largest logits with their classes, and one number for all others: the logarithm of the mean of their exponentials, so that at
/// temperature 1 all probabilities of the largest, and the sum of those of the others, are as they were.
/// </summary>
internal sealed class TopKCodec : OutputCodec
{
    private static readonly Scalar _nothing = double.NegativeInfinity;

    private readonly long[] _rowShape;
    private readonly int _k;
    private readonly Scalar _minusLogOthers;

    /// <summary>Makes a codec.</summary>
    /// <param name="rowShape">The shape of a sample's logits; the classes are its last dimension.</param>
    /// <param name="k">How many are stored; all if there are not so many.</param>
    public TopKCodec(long[] rowShape, int k)
    {
        (_rowShape, _k) = (rowShape, (int)Math.Min(k, rowShape[^1]));
        _minusLogOthers = -Math.Log(Math.Max(1, rowShape[^1] - _k));
        Stored = [(ScalarType.Float32, [.. rowShape[..^1], _k]), (ScalarType.Int32, [.. rowShape[..^1], _k]), (ScalarType.Float32, rowShape[..^1])];
    }

    public override IReadOnlyList<(ScalarType Type, long[] Shape)> Stored { get; }

    public override double Tolerance => 1e-3;

    public override Tensor[] Encode(Tensor outputs)
    {
        var logits = outputs.to(ScalarType.Float32, CPU);
        var (largest, classes) = logits.topk(_k, dim: -1);
        return [largest.contiguous(), classes.to_type(ScalarType.Int32), Others(logits, classes)];
    }

    public override Tensor Decode(Tensor[] stored)
    {
        var (largest, classes, others) = (stored[0], stored[1], stored[2]);
        return others.unsqueeze(-1).expand([others.size(0), .. _rowShape]).clone().scatter_(-1, classes.to_type(ScalarType.Int64), largest);
    }

    // Two logits that are almost equal may have changed places: the classes are those that were stored.
    protected override (Tensor Stored, Tensor Given) Comparable(Tensor[] stored, Tensor outputs)
    {
        var classes = stored[1].to_type(ScalarType.Int64);
        return (cat([stored[0], stored[2].unsqueeze(-1)], -1), cat([outputs.gather(-1, classes), Others(outputs, classes).unsqueeze(-1)], -1));
    }

    private Tensor Others(Tensor logits, Tensor classes) => _k == _rowShape[^1]
        ? zeros(logits.shape[..^1], ScalarType.Float32, CPU)
        : logits.scatter(-1, classes, full_like(classes, _nothing, ScalarType.Float32)).logsumexp(-1).add(_minusLogOthers).contiguous();
}
