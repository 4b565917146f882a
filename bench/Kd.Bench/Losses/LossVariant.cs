using Kd.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Bench.Losses;

/// <summary>One way to compute a loss: Kd's or a port of the reference's formula as it stands.</summary>
/// <param name="Shape">The shape of the student's and the teacher's feature.</param>
/// <param name="Forward">The loss.</param>
internal sealed record LossVariant(long[] Shape, Func<Tensor, Tensor, Tensor> Forward)
{
    /// <summary>The variant that computes next to nothing: what the process takes without a loss.</summary>
    public const string Nothing = "nothing";

    /// <summary>The port of the reference's formula.</summary>
    public const string Reference = "reference";

    /// <summary>Kd's loss.</summary>
    public const string Ours = "Kd";

    private static readonly long[] _vectors = [512, 128];
    private static readonly long[] _maps = [16, 128, 28, 28];

    /// <summary>The variants by loss and name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, LossVariant>> All { get; } =
        new Dictionary<string, IReadOnlyDictionary<string, LossVariant>>
        {
            ["rkd"] = Of(_vectors, RkdAngleOfReference, new RkdAngle().Forward),
            ["nst"] = Of(_maps, NstOfReference, new NeuronSelectivityTransfer().Forward),
            ["gram"] = Of(_maps, GramOfReference, new Gram().Forward),
        };

    private static Dictionary<string, LossVariant> Of(long[] shape, Func<Tensor, Tensor, Tensor> reference, Func<Tensor, Tensor, Tensor> ours) => new()
    {
        [Nothing] = new(shape, (student, teacher) => nn.functional.mse_loss(student, teacher)),
        [Reference] = new(shape, reference),
        [Ours] = new(shape, ours),
    };

    // RKdAngle of the authors' metric/loss.py.
    private static Tensor RkdAngleOfReference(Tensor student, Tensor teacher)
    {
        return nn.functional.smooth_l1_loss(Angles(student), Angles(teacher));

        static Tensor Angles(Tensor rows)
        {
            var directions = nn.functional.normalize(rows.unsqueeze(0) - rows.unsqueeze(1), dim: 2);
            return directions.bmm(directions.transpose(1, 2)).view(-1);
        }
    }

    // NSTLoss of RepDistiller's distiller_zoo/NST.py.
    private static Tensor NstOfReference(Tensor student, Tensor teacher)
    {
        var (ours, theirs) = (Unit(student), Unit(teacher));
        return Kernel(theirs, theirs).mean() + Kernel(ours, ours).mean() - Kernel(ours, theirs).mean() * 2;

        static Tensor Unit(Tensor map) => nn.functional.normalize(map.flatten(2), dim: 2);

        static Tensor Kernel(Tensor first, Tensor second) => (first.unsqueeze(1) * second.unsqueeze(2)).sum(-1).pow(2);
    }

    // As RepDistiller's NST.py makes its matrices.
    private static Tensor GramOfReference(Tensor student, Tensor teacher)
    {
        return nn.functional.mse_loss(Products(student), Products(teacher)) / 4;

        static Tensor Products(Tensor map) => (map.flatten(2).unsqueeze(1) * map.flatten(2).unsqueeze(2)).mean([-1]);
    }
}
