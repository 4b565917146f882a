using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Attention transfer: the mean over samples and pixels of (a_s - a_t)^2, a = sum over channels of |f|^p, divided by its length
/// (Zagoruyko, Komodakis, ICLR 2017; reduction as the authors' code).
/// </summary>
[AgreesOn(Agreement.Samples, "map", AttentionTransferMap.Pixels), AgreesOn(Agreement.Channels)]
public sealed class AttentionTransfer : Loss
{
    private readonly Scalar _power;
    private readonly bool _isSquare;
    private readonly AttentionTransferMap _map;
    private readonly AttentionTransferDistance _distance;
    private readonly Scalar? _epsilon;

    /// <summary>Makes the loss.</summary>
    /// <param name="power">p, at least 1.</param>
    /// <param name="map">What a sample's attention is over.</param>
    /// <param name="distance">How the attentions are compared.</param>
    /// <param name="epsilon">A constant added to the length, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public AttentionTransfer(
        double power = 2, AttentionTransferMap map = AttentionTransferMap.Pixels, AttentionTransferDistance distance = AttentionTransferDistance.MeanSquared, double epsilon = 0)
    {
        HyperParameter.AtLeast(power, 1);
        HyperParameter.NotNegative(epsilon);
        (_power, _isSquare, _map, _distance) = (power, power == 2, map, distance);
        _epsilon = epsilon > 0 ? epsilon : null;
    }

    /// <inheritdoc/>
    public override Agreement Agreement => _map == AttentionTransferMap.Pixels ? Agreement.Samples : Agreement.Channels;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Maps (B, C, H, W).</param>
    /// <param name="teacher">Maps of the same batch; the larger is pooled to the size of the smaller.</param>
    /// <exception cref="ArgumentException">Not maps of one batch, or channels that differ where attention is over them.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        FeatureMaps.Require(student, teacher, "AttentionTransfer");
        (student, teacher) = FeatureMaps.ToSmaller(student, teacher);
        if (_map == AttentionTransferMap.Elements)
        {
            Shapes.RequireEqual(student, teacher, "AttentionTransfer", "Attention over elements needs equal channels: let Adapter be AdapterKind.Auto.");
        }

        var ours = Attention(student);
        var theirs = Attention(teacher);
        return _distance == AttentionTransferDistance.MeanSquared
            ? nn.functional.mse_loss(ours, theirs)
            : ours.add(theirs, Scalars.MinusOne).norm(1, keepdim: false, p: 2).mean();
    }

    private Tensor Attention(Tensor map)
    {
        var strength = _isSquare ? map.mul(map) : map.abs().pow(_power);
        var values = (_map == AttentionTransferMap.Pixels ? strength.sum(1) : strength).flatten(1);
        return _epsilon is null ? Unit.Along(values, 1) : values.div(Unit.SafeNorm(values, 1).add(_epsilon));
    }
}
