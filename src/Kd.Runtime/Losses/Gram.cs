using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Gram matrices: mean over samples of sum (G_s - G_t)^2 / (4 C^2), G = F F^T / (H * W) between a sample's channels (Gatys, Ecker,
/// Bethge, CVPR 2016).
/// </summary>
[AgreesOn(Agreement.Channels)]
public sealed class Gram : Loss
{
    private static readonly Scalar _quarter = 0.25;
    private readonly bool _normalize;

    /// <summary>Makes the loss.</summary>
    /// <param name="normalize">Whether the channels' rows are divided by their norms first.</param>
    public Gram(bool normalize = false) => _normalize = normalize;

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Channels;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Maps (B, C, H, W) or (B, C, L), after their adapter.</param>
    /// <param name="teacher">Maps with the same channels.</param>
    /// <exception cref="ArgumentException">Not maps of one batch, or channels that differ.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        var ours = Matrix(student, nameof(student));
        var theirs = Matrix(teacher.detach(), nameof(teacher));
        Shapes.RequireEqual(ours, theirs, "Gram", "The matrices (B, C, C) must agree: let Adapter be AdapterKind.Auto.");
        return nn.functional.mse_loss(ours, theirs).mul(_quarter);
    }

    private Tensor Matrix(Tensor map, string name)
    {
        var rows = ChannelGram.Rows(map, "Gram", name);
        rows = _normalize ? Unit.Along(rows, 2) : rows.mul(Scalars.Of(1 / Math.Sqrt(Math.Max(1, rows.size(2)))));
        return rows.bmm(rows.transpose(1, 2));
    }
}
