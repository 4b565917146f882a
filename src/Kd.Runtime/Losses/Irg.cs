using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// The instance relationship graph: vertices of the last place, edges of those before it and transformations between neighbouring
/// maps, weighted (Liu et al., CVPR 2019; as KD-Zoo).
/// </summary>
public sealed class Irg : Loss
{
    private readonly Scalar _vertexWeight;
    private readonly double _edgeWeight;
    private readonly double _transformationWeight;

    /// <summary>Makes the loss.</summary>
    /// <param name="vertexWeight">The factor of the vertices' term, at least 0.</param>
    /// <param name="edgeWeight">The factor of the edges' term, at least 0.</param>
    /// <param name="transformationWeight">The factor of the transformations' term, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is below 0.</exception>
    public Irg(double vertexWeight = 0.1, double edgeWeight = 5, double transformationWeight = 5)
    {
        HyperParameter.AtLeast(vertexWeight, 0);
        HyperParameter.AtLeast(edgeWeight, 0);
        HyperParameter.AtLeast(transformationWeight, 0);
        (_vertexWeight, _edgeWeight, _transformationWeight) = (vertexWeight, edgeWeight, transformationWeight);
    }

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The features (B, ...) of two or more places, the last of which are the vertices.</param>
    /// <param name="teacher">The teacher's; vertices of the same shape, elsewhere only B must agree.</param>
    /// <exception cref="ArgumentException">Too few places, or shapes that do not fit.</exception>
    public Tensor Forward(Tensor[] student, Tensor[] teacher)
    {
        if (student.Length < 2 || student.Length != teacher.Length)
        {
            throw new ArgumentException(
                $"Irg relates two or more places, as many of the teacher as of the student, but got {student.Length} and {teacher.Length}.", nameof(student));
        }

        Shapes.RequireEqual(student[^1], teacher[^1], "Irg", "The last place has the vertices, which must agree, such as logits.");
        var (ours, theirs) = SampleRows.Of(student[^1], teacher[^1], "Irg");
        var loss = nn.functional.mse_loss(ours, theirs).mul(_vertexWeight);
        var edges = student.SkipLast(1).Zip(teacher, Edges).ToList();
        var transformations = Enumerable.Range(0, student.Length - 2)
            .Where(i => student[i].dim() == 4 && student[i + 1].dim() == 4)
            .Select(i => nn.functional.mse_loss(Transformation(student[i], student[i + 1]), Transformation(teacher[i].detach(), teacher[i + 1].detach())))
            .ToList();
        return Plus(Plus(loss, edges, _edgeWeight), transformations, _transformationWeight);
    }

    private static Tensor Plus(Tensor loss, List<Tensor> terms, double weight) =>
        terms.Aggregate(loss, (sum, term) => sum.add(term, Scalars.Of(weight / terms.Count)));

    private static Tensor Edges(Tensor student, Tensor teacher)
    {
        var (ours, theirs) = SampleRows.Of(student, teacher, "Irg");
        return nn.functional.mse_loss(ToLargest(Pairwise.SquaredDistances(ours)), ToLargest(Pairwise.SquaredDistances(theirs)));
    }

    /// <summary>How far each sample moves from one map to the next, relative to the one that moves furthest, (B).</summary>
    private static Tensor Transformation(Tensor first, Tensor second)
    {
        if (first.size(1) % second.size(1) != 0 && second.size(1) % first.size(1) != 0)
        {
            throw new ArgumentException(
                $"Irg: of neighbouring maps the channels of one must be a multiple of the other's, but they are {Shapes.Text(first)} and {Shapes.Text(second)}.",
                nameof(second));
        }

        var channels = Math.Min(first.size(1), second.size(1));
        long[] size = [Math.Min(first.size(2), second.size(2)), Math.Min(first.size(3), second.size(3))];
        return ToLargest(Reduced(first, channels, size).add(Reduced(second, channels, size), Scalars.MinusOne).square().sum(1));
    }

    private static Tensor Reduced(Tensor map, long channels, long[] size)
    {
        var precise = SampleRows.Precise(map, "Irg", nameof(map));
        var pooled = FeatureMaps.Pooled(precise, size);
        return pooled.reshape(map.size(0), channels, map.size(1) / channels, size[0], size[1]).mean([2]).flatten(1);
    }

    private static Tensor ToLargest(Tensor squares)
    {
        var largest = squares.max();
        return squares.div(largest.masked_fill(largest.eq(Scalars.Zero), Scalars.One));
    }
}
