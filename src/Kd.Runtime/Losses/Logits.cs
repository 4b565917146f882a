using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>What losses on logits share: their checks, where the classes are, and how terms are reduced.</summary>
internal static class Logits
{
    /// <summary>
    /// Student and teacher, checked, in one precision: at least single, because sums over many classes lose too much in half of it.
    /// </summary>
    public static (Tensor Student, Tensor Teacher) Pair(Tensor student, Tensor teacher, string loss)
    {
        Shapes.RequireEqual(student, teacher, loss, "Student and teacher must tell the same classes apart.");
        if (student.dim() is < 2 or > 4 || student.numel() == 0)
        {
            throw new ArgumentException($"{loss} takes logits (B, C), (B, L, C) or (B, C, H, W), none of them 0, but got {Shapes.Text(student)}.", nameof(student));
        }

        student = Real(student, loss, nameof(student));
        return (student, Real(teacher, loss, nameof(teacher)).detach().to(student.dtype));
    }

    /// <summary>Logits (B, C) alone, checked as <see cref="Pair"/> does.</summary>
    public static (Tensor Student, Tensor Teacher) Matrices(Tensor student, Tensor teacher, string loss)
    {
        var pair = Pair(student, teacher, loss);
        return student.dim() == 2
            ? pair
            : throw new ArgumentException($"{loss} takes logits (B, C), but got {Shapes.Text(student)}.", nameof(student));
    }

    /// <summary>Logits in at least single precision.</summary>
    public static Tensor Real(Tensor logits, string loss, string name) => logits.dtype switch
    {
        ScalarType.Float32 or ScalarType.Float64 => logits,
        ScalarType.Float16 or ScalarType.BFloat16 => logits.to(ScalarType.Float32),
        var type => throw new ArgumentException($"{loss} takes logits of a floating-point type, but got {type}.", name),
    };

    /// <summary>The dimension of the classes: 1 of a map (B, C, H, W), else the last.</summary>
    public static int Classes(Tensor logits) => logits.dim() == 4 ? 1 : (int)logits.dim() - 1;

    /// <summary>One row of classes for each sample, position or pixel.</summary>
    public static Tensor Rows(Tensor logits) => logits.dim() switch
    {
        4 => logits.permute(0, 2, 3, 1).flatten(0, 2),
        3 => logits.flatten(0, 1),
        _ => logits,
    };

    /// <summary>What a sum over all elements is divided by.</summary>
    public static double Divisor(Tensor logits, LossReduction reduction) => reduction switch
    {
        LossReduction.Sum => 1,
        LossReduction.ElementMean => logits.numel(),
        _ when logits.dim() == 4 => logits.size(0),
        _ => (double)logits.numel() / logits.size(-1),
    };
}
