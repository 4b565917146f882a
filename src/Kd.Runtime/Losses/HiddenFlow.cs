using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// How hidden states flow between two layers: mean of (G_s - G_t)^2, G = a^T b / L between dimensions or a b^T / D between tokens.
/// </summary>
[AgreesOn(Agreement.Samples, "relation", HiddenRelation.Tokens), AgreesOn(Agreement.Shape)]
public sealed class HiddenFlow : Loss
{
    private readonly HiddenRelation _relation;

    /// <summary>Makes the loss.</summary>
    /// <param name="relation">What the layers are related by.</param>
    public HiddenFlow(HiddenRelation relation = HiddenRelation.Dimensions) => _relation = relation;

    /// <inheritdoc/>
    public override Agreement Agreement => _relation == HiddenRelation.Tokens ? Agreement.Samples : Agreement.Shape;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The states (B, L, D) of two places.</param>
    /// <param name="teacher">The teacher's, of the same shapes; between tokens D may differ.</param>
    /// <param name="mask">(B, L), not 0 where a token counts; null where all do.</param>
    /// <exception cref="ArgumentException">Not two places each, or shapes that do not fit.</exception>
    public Tensor Forward(Tensor[] student, Tensor[] teacher, Tensor? mask = null)
    {
        var (first, second) = Pair(student, nameof(student));
        var (target, next) = Pair([.. teacher.Select(t => t.detach())], nameof(teacher));
        if (first.size(0) != target.size(0) || first.size(1) != target.size(1))
        {
            throw new ArgumentException(
                $"HiddenFlow compares states (B, L, D) of the same tokens, but got {Shapes.Text(first)} and {Shapes.Text(target)}.", nameof(student));
        }

        var kept = TokenMask.Of(mask, first, first.size(0), first.size(1));
        var ours = Flow(first, second, kept);
        var theirs = Flow(target, next, kept);
        Shapes.RequireEqual(ours, theirs, "HiddenFlow", "Let Adapter be AdapterKind.Linear to relate hidden sizes, or Relation be HiddenRelation.Tokens.");
        var squared = ours.add(theirs, Scalars.MinusOne).square();
        return _relation == HiddenRelation.Dimensions ? squared.mean() : TokenMask.Mean(squared, kept.unsqueeze(2).mul(kept.unsqueeze(1)));
    }

    private Tensor Flow(Tensor first, Tensor second, Tensor kept)
    {
        if (_relation == HiddenRelation.Tokens)
        {
            return first.bmm(second.transpose(1, 2)).mul(Scalars.Of(1.0 / first.size(2)));
        }

        var lengths = kept.sum(1).clamp_min(Scalars.One).view(-1, 1, 1);
        return first.mul(kept.unsqueeze(2)).transpose(1, 2).bmm(second).div(lengths);
    }

    private static (Tensor First, Tensor Second) Pair(Tensor[] places, string name)
    {
        if (places is not [var first, var second] || first.dim() != 3 || second.dim() != 3 ||
            first.size(0) != second.size(0) || first.size(1) != second.size(1))
        {
            throw new ArgumentException(
                $"HiddenFlow relates the states (B, L, D) of two places, but got {string.Join(", ", places.Select(p => Shapes.Text(p)))}.", name);
        }

        return (SampleRows.Precise(first, "HiddenFlow", name), SampleRows.Precise(second, "HiddenFlow", name));
    }
}
