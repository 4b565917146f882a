using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Distillation by singular value decomposition: the relation between the first right singular vectors of neighbouring places,
/// student's against teacher's (Lee, Kim, Song, ECCV 2018; as RepDistiller).
/// </summary>
[AgreesOn(Agreement.Channels)]
public sealed class Kdsvd : Loss
{
    private const int FurtherVectors = 3;
    private static readonly Scalar _minusEighth = -1.0 / 8;
    private readonly int _k;
    private readonly SvdMatrix _matrix;

    /// <summary>Makes the loss.</summary>
    /// <param name="k">How many of the teacher's singular vectors are followed, at least 1.</param>
    /// <param name="matrix">The matrix that is decomposed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of vectors is below 1.</exception>
    public Kdsvd(int k = 1, SvdMatrix matrix = SvdMatrix.PixelsByChannels)
    {
        HyperParameter.AtLeast(k, 1);
        (_k, _matrix) = (k, matrix);
    }

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Channels;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The maps (B, C, H, W) of two or more places.</param>
    /// <param name="teacher">The teacher's maps, with the right sides of the student's.</param>
    /// <exception cref="ArgumentException">Too few places, no maps, or right sides that differ.</exception>
    public Tensor Forward(Tensor[] student, Tensor[] teacher) => Forward(student, teacher, null);

    /// <param name="student">The student's maps.</param>
    /// <param name="teacher">The teacher's maps.</param>
    /// <param name="signs">Signs (B, 1, k) of the teacher's vectors of the last place, for comparison with code that leaves them to chance.</param>
    internal Tensor Forward(Tensor[] student, Tensor[] teacher, Tensor? signs)
    {
        if (student.Length < 2 || student.Length != teacher.Length)
        {
            throw new ArgumentException(
                $"Kdsvd relates two or more places, as many of the teacher as of the student, but got {student.Length} and {teacher.Length}.", nameof(student));
        }

        var places = student.Zip(teacher, (s, t) => (s, t)).Select((pair, i) => Place(pair.s, pair.t, i == student.Length - 1 ? signs : null)).ToList();
        var losses = places.Zip(places.Skip(1), (one, next) => Relation(one.Student, next.Student)
            .add(Relation(one.Teacher, next.Teacher), Scalars.MinusOne).square().sum());
        return losses.Aggregate((sum, loss) => sum.add(loss, Scalars.One)).mul(Scalars.Of(1.0 / student[0].size(0)));
    }

    /// <summary>A place's vectors (B, N, k), the student's those most like the teacher's.</summary>
    private (Tensor Student, Tensor Teacher) Place(Tensor student, Tensor teacher, Tensor? signs)
    {
        var (ours, theirs) = (Matrix(student, nameof(student)), Matrix(teacher.detach(), nameof(teacher)));
        if (ours.size(2) != theirs.size(2) || ours.size(0) != theirs.size(0) || _k > Math.Min(theirs.size(1), theirs.size(2)))
        {
            throw new ArgumentException(
                $"Kdsvd compares {_k} right singular vectors of matrices with equal columns, but got {Shapes.Text(ours)} and {Shapes.Text(theirs)}.", nameof(student));
        }

        var (values, all) = RightSingularVectors.Of(theirs);
        var vectors = all.narrow(2, 0, _k);
        var negative = vectors.sum(1, keepdim: true).lt(Scalars.Zero);
        vectors = where(negative, vectors.neg(), vectors);
        vectors = signs is null ? vectors : vectors.mul(signs);
        var candidates = RightSingularVectors.Differentiable(ours, _k + FurtherVectors);
        var scale = Unit.Along(values.narrow(1, 0, _k), 1).unsqueeze(1);
        return (candidates.bmm(Choice(candidates.detach(), vectors)).mul(scale), vectors.mul(scale));
    }

    /// <summary>Which candidate is most like each vector, with the sign that makes it so, (B, candidates, k).</summary>
    private static Tensor Choice(Tensor candidates, Tensor vectors)
    {
        var cosines = candidates.transpose(1, 2).bmm(vectors);
        var sizes = cosines.abs();
        return where(sizes.eq(sizes.amax([1], keepdim: true)), cosines.sign(), zeros_like(cosines));
    }

    private static Tensor Relation(Tensor one, Tensor next) =>
        one.unsqueeze(1).add(next.unsqueeze(2), Scalars.MinusOne).square().mul(_minusEighth).exp();

    private Tensor Matrix(Tensor map, string name)
    {
        if (map.dim() != 4)
        {
            throw new ArgumentException($"Kdsvd takes maps (B, C, H, W), but got {Shapes.Text(map)}.", name);
        }

        var precise = SampleRows.Precise(map, "Kdsvd", name);
        return _matrix == SvdMatrix.PixelsByChannels ? precise.flatten(2).transpose(1, 2) : precise.flatten(1, 2);
    }
}
