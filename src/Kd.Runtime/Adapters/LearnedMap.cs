using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Adapters;

/// <summary>What an adapter learns: the layers between two shapes of the same form.</summary>
internal static class LearnedMap
{
    /// <summary>The layers of a kind, or nothing if it cannot relate the shapes.</summary>
    public static nn.Module<Tensor, Tensor>? Of(AdapterKind kind, long[] student, long[] teacher) => kind switch
    {
        AdapterKind.Auto => student.Length == 4 && teacher.Length == 4 ? Smallest(student, teacher) : Linear(student, teacher),
        AdapterKind.Linear => Linear(student, teacher),
        AdapterKind.Conv1x1 => SameSize(student, teacher, kernel: 1),
        AdapterKind.Conv1x1BatchNorm => Normalised(SameSize(student, teacher, kernel: 1), teacher, rectified: false),
        AdapterKind.Conv1x1BatchNormRelu => Normalised(SameSize(student, teacher, kernel: 1), teacher, rectified: true),
        AdapterKind.Conv3x3 => SameSize(student, teacher, kernel: 3),
        AdapterKind.Conv3x3BatchNorm => Normalised(SameSize(student, teacher, kernel: 3), teacher, rectified: false),
        AdapterKind.Conv3x3BatchNormRelu => Normalised(SameSize(student, teacher, kernel: 3), teacher, rectified: true),
        AdapterKind.Convolution => Convolution(student, teacher),
        AdapterKind.Connector => Normalised(Convolution(student, teacher), teacher, rectified: false),
        AdapterKind.Regressor => Normalised(Convolution(student, teacher), teacher, rectified: true),
        AdapterKind.Pool => Pooled(student, teacher),
        AdapterKind.Interpolate => Resized(student, teacher, pools: false),
        _ => null,
    };

    /// <summary>What a kind can relate, for messages.</summary>
    public static string Domain(AdapterKind kind) => kind switch
    {
        AdapterKind.None => "features of one shape",
        AdapterKind.Linear => "vectors (B, D), or sequences (B, L, D) of one length",
        AdapterKind.Conv1x1 or AdapterKind.Conv1x1BatchNorm or AdapterKind.Conv1x1BatchNormRelu or
            AdapterKind.Conv3x3 or AdapterKind.Conv3x3BatchNorm or AdapterKind.Conv3x3BatchNormRelu => "maps (B, C, H, W) of one height and width",
        AdapterKind.Convolution or AdapterKind.Connector or AdapterKind.Regressor =>
            "maps (B, C, H, W), the teacher's of no larger height and width or of a multiple of both",
        AdapterKind.Pool => "maps (B, C, H, W) or sequences (B, L, D), the teacher's not larger",
        AdapterKind.Interpolate => "maps (B, C, H, W) or sequences (B, L, D)",
        _ => "vectors (B, D), sequences (B, L, D) of one length, maps (B, C, H, W), sequences of a map's pixels, and maps or sequences to a vector",
    };

    private static nn.Module<Tensor, Tensor>? Linear(long[] student, long[] teacher) =>
        student.Length is 2 or 3 && student.Length == teacher.Length && student.AsSpan(1..^1).SequenceEqual(teacher.AsSpan(1..^1))
            ? nn.Linear(student[^1], teacher[^1], device: CPU)
            : null;

    private static nn.Module<Tensor, Tensor>? SameSize(long[] student, long[] teacher, long kernel) =>
        AreMaps(student, teacher) && student[2] == teacher[2] && student[3] == teacher[3]
            ? nn.Conv2d(student[1], teacher[1], kernel, padding: kernel / 2, device: CPU)
            : null;

    private static nn.Module<Tensor, Tensor> Smallest(long[] student, long[] teacher)
    {
        if (student[2] == teacher[2] && student[3] == teacher[3])
        {
            return nn.Conv2d(student[1], teacher[1], 1, device: CPU);
        }

        return Halved(student, teacher) ?? Multiplied(student, teacher, factor: 2) ?? nn.Sequential(
            ("resize", new Resize(teacher[2..], pools: student[2] >= teacher[2] && student[3] >= teacher[3])),
            ("conv", nn.Conv2d(student[1], teacher[1], 1, device: CPU)));
    }

    // The cases of RepDistiller's ConvReg (models/util.py), and further multiples.
    private static nn.Module<Tensor, Tensor>? Convolution(long[] student, long[] teacher)
    {
        if (!AreMaps(student, teacher))
        {
            return null;
        }

        return Halved(student, teacher) ?? (student[2] >= teacher[2] && student[3] >= teacher[3]
            ? nn.Conv2d(student[1], teacher[1], (1 + student[2] - teacher[2], 1 + student[3] - teacher[3]), device: CPU)
            : Multiplied(student, teacher, teacher[2] / student[2]));
    }

    private static nn.Module<Tensor, Tensor>? Halved(long[] student, long[] teacher) =>
        student[2] == 2 * teacher[2] && student[3] == 2 * teacher[3]
            ? nn.Conv2d(student[1], teacher[1], 3, stride: 2, padding: 1, device: CPU)
            : null;

    private static nn.Module<Tensor, Tensor>? Multiplied(long[] student, long[] teacher, long factor) =>
        factor > 1 && factor * student[2] == teacher[2] && factor * student[3] == teacher[3]
            ? nn.ConvTranspose2d(student[1], teacher[1], factor + 2, stride: factor, padding: 1, device: CPU)
            : null;

    private static nn.Module<Tensor, Tensor>? Normalised(nn.Module<Tensor, Tensor>? convolution, long[] teacher, bool rectified)
    {
        if (convolution is null)
        {
            return null;
        }

        var normalisation = nn.BatchNorm2d(teacher[1], device: CPU);
        return rectified
            ? nn.Sequential(("conv", convolution), ("bn", normalisation), ("relu", nn.ReLU()))
            : nn.Sequential(("conv", convolution), ("bn", normalisation));
    }

    private static nn.Module<Tensor, Tensor>? Pooled(long[] student, long[] teacher)
    {
        for (var i = 0; i < Size(student).Length && student.Length == teacher.Length; i++)
        {
            if (Size(student)[i] < Size(teacher)[i])
            {
                return null;
            }
        }

        return Resized(student, teacher, pools: true);
    }

    private static nn.Module<Tensor, Tensor>? Resized(long[] student, long[] teacher, bool pools)
    {
        if (student.Length != teacher.Length || student.Length is not (3 or 4))
        {
            return null;
        }

        var resize = new Resize(Size(teacher), pools);
        if (student.Length == 3)
        {
            return student[2] == teacher[2] ? resize : nn.Sequential(("resize", resize), ("linear", nn.Linear(student[2], teacher[2], device: CPU)));
        }

        return student[1] == teacher[1] ? resize : nn.Sequential(("resize", resize), ("conv", nn.Conv2d(student[1], teacher[1], 1, device: CPU)));
    }

    private static bool AreMaps(long[] student, long[] teacher) => student.Length == 4 && teacher.Length == 4;

    // Height and width of a map, length of a sequence.
    private static long[] Size(long[] shape) => shape.Length == 4 ? shape[2..] : shape[1..^1];
}
