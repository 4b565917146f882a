using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// RKD of angles: mean over triples (i, j, k) of huber(c_s - c_t), c the cosine between x_j - x_i and x_k - x_i (Park, Kim, Lu,
/// Cho, CVPR 2019).
/// </summary>
/// <remarks>Value and gradient are summed over a few anchors i at a time, so that memory grows with B^2 instead of B^3.</remarks>
public sealed class RkdAngle : Loss
{
    /// <summary>How many elements the tensors of one step have at most, unless one anchor has more.</summary>
    private const long ElementsAtOnce = 1 << 20;

    private static readonly Scalar _minusHalf = -0.5;
    private static readonly Scalar _two = 2.0;
    private readonly bool _normalize;

    /// <summary>Makes the loss.</summary>
    /// <param name="normalize">Whether rows are divided by their norms first.</param>
    public RkdAngle(bool normalize = false) => _normalize = normalize;

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Features (B, ...).</param>
    /// <param name="teacher">Features (B, ...); only B must agree.</param>
    /// <exception cref="ArgumentException">The numbers of samples differ, or a feature has one dimension.</exception>
    public Tensor Forward(Tensor student, Tensor teacher) => Forward(student, teacher, ElementsAtOnce);

    internal Tensor Forward(Tensor student, Tensor teacher, long elementsAtOnce)
    {
        var (ours, theirs) = SampleRows.Of(student, teacher, "RkdAngle");
        if (_normalize)
        {
            (ours, theirs) = (Unit.Along(ours, 1), Unit.Along(theirs, 1));
        }

        var (value, gradient) = OfAllTriples(ours.detach(), theirs, elementsAtOnce);
        var ofTriples = Scalars.Of(1.0 / ours.size(0) / ours.size(0) / ours.size(0));
        return KnownGradient.Attach(value.mul(ofTriples), ours, gradient.mul(ofTriples));
    }

    private static (Tensor Value, Tensor Gradient) OfAllTriples(Tensor student, Tensor teacher, long elementsAtOnce)
    {
        using var _ = no_grad();
        var (samples, width) = (student.size(0), Math.Max(student.size(1), teacher.size(1)));
        var anchors = Math.Clamp(elementsAtOnce / (samples * Math.Max(samples, width)), 1, samples);
        var gradient = zeros_like(student);
        var value = gradient.sum();
        for (long first = 0; first < samples; first += anchors)
        {
            using var step = NewDisposeScope();
            AddAnchors(student, teacher, first, Math.Min(anchors, samples - first), value, gradient);
        }

        return (value, gradient);
    }

    private static void AddAnchors(Tensor student, Tensor teacher, long first, long count, Tensor value, Tensor gradient)
    {
        var (ours, lengths, same) = Directions(student, first, count);
        var (theirs, _, _) = Directions(teacher, first, count);
        var difference = ours.bmm(ours.transpose(1, 2)).add(theirs.bmm(theirs.transpose(1, 2)), Scalars.MinusOne);

        // The derivative of huber(a) is w = clamp(a, -1, 1), and huber(a) = w * (a - w / 2).
        var slope = difference.clamp(Scalars.MinusOne, Scalars.One);
        value.add_(slope.mul(difference.add(slope, _minusHalf)).sum(), Scalars.One);

        // Through cos = e_j . e_k, which has each direction twice, and then through e = d / |d|, which has no gradient at 0.
        var toDirections = slope.bmm(ours).mul(_two);
        var along = ours.mul(toDirections).sum(2, keepdim: true);
        var toDifferences = toDirections.add(ours.mul(along), Scalars.MinusOne).div(lengths).masked_fill(same, Scalars.Zero);
        gradient.add_(toDifferences.sum([0]), Scalars.One);
        gradient.narrow(0, first, count).add_(toDifferences.sum(1), Scalars.MinusOne);
    }

    /// <summary>(x_j - x_i) / |x_j - x_i| for some anchors i, (count, B, D), the divisors, and where the two are the same.</summary>
    private static (Tensor Directions, Tensor Lengths, Tensor Same) Directions(Tensor rows, long first, long count)
    {
        var differences = rows.unsqueeze(0).add(rows.narrow(0, first, count).unsqueeze(1), Scalars.MinusOne);
        var lengths = Unit.SafeNorm(differences, 2);
        return (differences.div(lengths), lengths, differences.ne(Scalars.Zero).any(2, keepdim: true).logical_not());
    }
}
