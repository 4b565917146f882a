using Kd.Losses;
using Kd.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Adapters;

/// <summary>
/// The map from a student's feature to the shape of its teacher's. Trained with the student, never exported with it.
/// </summary>
public sealed class Adapter : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor>? _map;

    private Adapter(nn.Module<Tensor, Tensor>? map)
        : base("adapter")
    {
        _map = map;
        RegisterComponents();
    }

    /// <summary>Whether the feature passes unchanged.</summary>
    public bool IsIdentity => _map is null;

    /// <summary>Makes the adapter for a term.</summary>
    /// <param name="term">The term's name, for messages.</param>
    /// <param name="kind">What was asked for.</param>
    /// <param name="agreement">What the loss needs to agree.</param>
    /// <param name="student">The shape of the student's feature, samples first.</param>
    /// <param name="teacher">The shape of the teacher's feature, samples first.</param>
    /// <returns>The adapter on the CPU, whose random numbers it has: a seed means the same weights on every device.</returns>
    /// <exception cref="KdException">The kind cannot relate the shapes (KD3004).</exception>
    public static Adapter Between(string term, AdapterKind kind, Agreement agreement, long[] student, long[] teacher)
    {
        if (kind is AdapterKind.Auto && Agree(agreement, student, teacher))
        {
            return new(null);
        }

        if (kind is AdapterKind.None)
        {
            return Agree(agreement, student, teacher) ? new(null) : throw Unrelated("None");
        }

        // A loss that needs only the channels to agree is content with whatever size the map leaves.
        var target = agreement == Agreement.Channels && student.Length == 4 && teacher.Length == 4
            ? [student[0], teacher[1], student[2], student[3]]
            : teacher;
        return new(kind switch
        {
            AdapterKind.Linear => Linear(student, target),
            AdapterKind.Conv1x1 => SameSize(student, target) ? nn.Conv2d(student[1], target[1], 1, device: CPU) : null,
            AdapterKind.Regressor => Regressor(student, target),
            AdapterKind.Connector => Connector(student, target),
            _ => student.Length == 4 ? Convolution(student, target) : Linear(student, target),
        } ?? throw Unrelated(kind.ToString()));

        KdException Unrelated(string tried) => new(
            "KD3004", $"{term}: the adapter {tried} cannot map the student's feature {Shapes.Text(student)} to the teacher's {Shapes.Text(teacher)}. " +
            "Follow a place of another shape, or choose another Adapter.");
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => _map is null ? input : _map.call(input);

    private static bool Agree(Agreement agreement, long[] student, long[] teacher) => agreement switch
    {
        Agreement.Samples => true,
        Agreement.Channels => student.Length == teacher.Length && student.Length > 1 && student[1] == teacher[1],
        _ => student.AsSpan(1).SequenceEqual(teacher.AsSpan(1)),
    };

    private static bool SameSize(long[] student, long[] teacher) =>
        student.Length == 4 && teacher.Length == 4 && student[2] == teacher[2] && student[3] == teacher[3];

    private static nn.Module<Tensor, Tensor>? Linear(long[] student, long[] teacher) =>
        student.Length is 2 or 3 && student.Length == teacher.Length && student.AsSpan(1..^1).SequenceEqual(teacher.AsSpan(1..^1))
            ? nn.Linear(student[^1], teacher[^1], device: CPU)
            : null;

    // The cases of RepDistiller's ConvReg (models/util.py).
    private static nn.Module<Tensor, Tensor>? Convolution(long[] student, long[] teacher)
    {
        if (teacher.Length != 4 || student.Length != 4)
        {
            return null;
        }

        long channels = student[1], wanted = teacher[1], height = student[2], width = student[3];
        if (height == 2 * teacher[2] && width == 2 * teacher[3])
        {
            return nn.Conv2d(channels, wanted, 3, stride: 2, padding: 1, device: CPU);
        }

        if (2 * height == teacher[2] && 2 * width == teacher[3])
        {
            return nn.ConvTranspose2d(channels, wanted, 4, stride: 2, padding: 1, device: CPU);
        }

        return height >= teacher[2] && width >= teacher[3]
            ? nn.Conv2d(channels, wanted, (1 + height - teacher[2], 1 + width - teacher[3]), device: CPU)
            : null;
    }

    private static nn.Module<Tensor, Tensor>? Regressor(long[] student, long[] teacher) =>
        Convolution(student, teacher) is { } convolution
            ? nn.Sequential(("conv", convolution), ("bn", nn.BatchNorm2d(teacher[1], device: CPU)), ("relu", nn.ReLU()))
            : null;

    private static nn.Module<Tensor, Tensor>? Connector(long[] student, long[] teacher) =>
        Convolution(student, teacher) is { } convolution ? nn.Sequential(("conv", convolution), ("bn", nn.BatchNorm2d(teacher[1]))) : null;
}
