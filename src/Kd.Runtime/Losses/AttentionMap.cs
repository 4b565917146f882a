using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Attention maps between tokens that count: squared difference (TinyBERT), divergence (MiniLM) or cross-entropy (TextBrewer).
/// </summary>
public sealed class AttentionMap : Loss
{
    /// <summary>A score that no token attends by, finite so that a row without kept tokens is a distribution too.</summary>
    private static readonly Scalar _unattended = -1e30;

    private readonly AttentionDistance _distance;
    private readonly AttentionHeads _heads;

    /// <summary>Makes the loss.</summary>
    /// <param name="distance">How two maps are compared.</param>
    /// <param name="heads">How the heads become one number.</param>
    public AttentionMap(AttentionDistance distance = AttentionDistance.MeanSquared, AttentionHeads heads = AttentionHeads.MeanLoss) =>
        (_distance, _heads) = (distance, heads);

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Scores (B, heads, L, L).</param>
    /// <param name="teacher">Scores of the same shape; where the maps are summed or averaged, heads may differ.</param>
    /// <param name="mask">(B, L), not 0 where a token counts; null where all do.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor? mask = null)
    {
        var ours = Maps(student, nameof(student));
        var theirs = Maps(teacher.detach(), nameof(teacher));
        Shapes.RequireEqual(ours, theirs, "AttentionMap", "Where only the heads differ, let Heads be AttentionHeads.MeanMap.");
        var kept = TokenMask.Of(mask, ours, ours.size(0), ours.size(2));
        var (rows, columns) = (kept.unsqueeze(1).unsqueeze(3), kept.unsqueeze(1).unsqueeze(2));
        return _distance == AttentionDistance.MeanSquared
            ? TokenMask.Mean(ours.add(theirs, Scalars.MinusOne).square().mean([1], keepdim: true), rows.mul(columns))
            : TokenMask.Mean(Divergences(ours, theirs, columns).mean([1], keepdim: true), rows);
    }

    private Tensor Maps(Tensor scores, string name)
    {
        if (scores.dim() != 4 || scores.size(2) != scores.size(3))
        {
            throw new ArgumentException($"AttentionMap takes scores (B, heads, L, L), but got {Shapes.Text(scores)}.", name);
        }

        var precise = SampleRows.Precise(scores, "AttentionMap", name);
        return _heads switch
        {
            AttentionHeads.MeanMap => precise.mean([1], keepdim: true),
            AttentionHeads.SumMap => precise.sum(1, keepdim: true),
            _ => precise,
        };
    }

    /// <summary>The divergence of each attending token, (B, heads, L, 1).</summary>
    private Tensor Divergences(Tensor ours, Tensor theirs, Tensor columns)
    {
        if (_distance == AttentionDistance.CrossEntropy)
        {
            var surprise = nn.functional.log_softmax(ours, 3).mul(columns);
            return nn.functional.softmax(theirs, 3).mul(surprise).sum(3, keepdim: true).neg();
        }

        var left = columns.eq(Scalars.Zero);
        var target = nn.functional.log_softmax(theirs.masked_fill(left, _unattended), 3);
        var prediction = nn.functional.log_softmax(ours.masked_fill(left, _unattended), 3);
        return target.exp().mul(target.add(prediction, Scalars.MinusOne)).sum(3, keepdim: true);
    }
}
