using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// SemCKD: the mean over samples and the student's places of the sum over the teacher's of a * mean (p(s) - t)^2, with learned
/// projections p and learned attention a over the teacher's places (Chen et al., AAAI 2021).
/// </summary>
public sealed class SemCkd : Loss
{
    private readonly int _batchSize;
    private readonly Scalar _inverseTemperature;
    private readonly long[] _studentChannels;
    private readonly long[] _teacherChannels;
    private readonly ModuleList<nn.Module<Tensor, Tensor>> _queries;
    private readonly ModuleList<nn.Module<Tensor, Tensor>> _keys;
    private readonly ModuleList<nn.Module<Tensor, Tensor>> _projections;

    /// <summary>Makes the loss with its projections and its attention.</summary>
    /// <param name="studentShape">The shapes of the student's features, samples first.</param>
    /// <param name="teacherShape">The shapes of the teacher's.</param>
    /// <param name="batchSize">The most samples in a batch: the attention is of their similarities.</param>
    /// <param name="temperature">What the attention's energies are divided by, above 0.</param>
    /// <param name="factor">By what the batch size is divided within the attention, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    /// <exception cref="ArgumentException">Shapes that are not of maps or vectors, or none.</exception>
    public SemCkd(long[][] studentShape, long[][] teacherShape, int batchSize = 64, double temperature = 1, int factor = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        HyperParameter.Positive(temperature);
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        if (studentShape.Length == 0 || teacherShape.Length == 0)
        {
            throw new ArgumentException("SemCkd takes at least one place of the student and of the teacher.", nameof(studentShape));
        }

        (_batchSize, _inverseTemperature) = (batchSize, 1 / temperature);
        _studentChannels = [.. studentShape.Select(shape => FeatureMaps.Channels(shape, "SemCkd", nameof(studentShape)))];
        _teacherChannels = [.. teacherShape.Select(shape => FeatureMaps.Channels(shape, "SemCkd", nameof(teacherShape)))];
        var hidden = Math.Max(1, batchSize / factor);
        _queries = new([.. _studentChannels.Select(_ => Embedding(batchSize, hidden))]);
        _keys = new([.. _teacherChannels.Select(_ => Embedding(batchSize, hidden))]);
        _projections = new([.. _studentChannels.SelectMany(_ => _teacherChannels, Projection)]);
        register_module(nameof(_queries), _queries);
        register_module(nameof(_keys), _keys);
        register_module(nameof(_projections), _projections);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Maps (B, C, H, W) or vectors (B, C).</param>
    /// <param name="teacher">The teacher's features; of each pair the larger map is pooled to the size of the smaller.</param>
    /// <exception cref="ArgumentException">Not as many features as the loss was made for, of several batches, or of too many samples.</exception>
    public Tensor Forward(Tensor[] student, Tensor[] teacher)
    {
        if (student.Length != _queries.Count || teacher.Length != _keys.Count)
        {
            throw new ArgumentException(
                $"SemCkd was made for {_queries.Count} places of the student and {_keys.Count} of the teacher, but got {student.Length} and {teacher.Length}.", nameof(student));
        }

        Tensor[] ours = [.. student.Zip(_studentChannels, (feature, channels) => FeatureMaps.Of(feature, channels, "SemCkd", nameof(student)))];
        Tensor[] theirs = [.. teacher.Zip(_teacherChannels, (feature, channels) => FeatureMaps.Of(feature, channels, "SemCkd", nameof(teacher)))];
        var samples = ours[0].size(0);
        if (samples > _batchSize || ours.Concat(theirs).Any(feature => feature.size(0) != samples))
        {
            throw new ArgumentException(
                $"SemCkd takes features of one batch of at most {_batchSize} samples, but got {string.Join(", ", student.Concat(teacher).Select(Shapes.Text))}. " +
                "Let BatchSize be that of the training.", nameof(student));
        }

        var projected = new Tensor[ours.Length, theirs.Length];
        var targets = new Tensor[ours.Length, theirs.Length];
        for (var i = 0; i < ours.Length; i++)
        {
            for (var j = 0; j < theirs.Length; j++)
            {
                var (source, target) = FeatureMaps.ToSmaller(ours[i], theirs[j]);
                (projected[i, j], targets[i, j]) = (FeatureMaps.Through(_projections[(i * theirs.Length) + j], source), target);
            }
        }

        return Calibrated(projected, targets, Attention(ours, theirs));
    }

    /// <summary>The loss for given projections and attention (B, S, T).</summary>
    internal static Tensor Calibrated(Tensor[,] student, Tensor[,] teacher, Tensor attention)
    {
        var distances = new List<Tensor>();
        for (var i = 0; i < student.GetLength(0); i++)
        {
            for (var j = 0; j < student.GetLength(1); j++)
            {
                var error = student[i, j].add(teacher[i, j], Scalars.MinusOne).flatten(1);
                distances.Add(error.mul(error).mean([1]));
            }
        }

        return stack(distances, 1).mul(attention.flatten(1)).sum().mul(Scalars.Of(1.0 / (attention.size(0) * attention.size(1))));
    }

    private Tensor Attention(Tensor[] student, Tensor[] teacher)
    {
        var queries = stack(student.Zip(_queries, Embedded), 1);
        var keys = stack(teacher.Zip(_keys, Embedded), 1);
        return nn.functional.softmax(queries.bmm(keys.transpose(1, 2)).mul(_inverseTemperature), 2);
    }

    private Tensor Embedded(Tensor feature, nn.Module<Tensor, Tensor> embedding)
    {
        var rows = feature.flatten(1);
        var similarities = rows.mm(rows.t());

        // A batch that is not full is like one whose missing samples resemble nothing.
        var missing = _batchSize - rows.size(0);
        return Unit.Along(embedding.call(missing > 0 ? nn.functional.pad(similarities, [0, missing]) : similarities), 1);
    }

    private static nn.Module<Tensor, Tensor> Embedding(long input, long output) =>
        nn.Sequential(nn.Linear(input, 2 * output, device: CPU), nn.ReLU(), nn.Linear(2 * output, output, device: CPU));

    private static nn.Module<Tensor, Tensor> Projection(long input, long output) => nn.Sequential(
        FeatureMaps.Convolution(input, 2 * output, 1), nn.BatchNorm2d(2 * output, device: CPU), nn.ReLU(),
        FeatureMaps.Convolution(2 * output, 2 * output, 3), nn.BatchNorm2d(2 * output, device: CPU), nn.ReLU(),
        FeatureMaps.Convolution(2 * output, output, 1));
}
