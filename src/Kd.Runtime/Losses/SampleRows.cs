using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Features as losses between samples take them: one row per sample, in at least single precision.</summary>
internal static class SampleRows
{
    /// <summary>The rows of both sides; the teacher's are constants.</summary>
    /// <exception cref="ArgumentException">The numbers of samples differ, a feature has one dimension or holds no real numbers.</exception>
    public static (Tensor Student, Tensor Teacher) Of(Tensor student, Tensor teacher, string what)
    {
        if (student.dim() < 2 || teacher.dim() < 2 || student.size(0) != teacher.size(0))
        {
            throw new ArgumentException(
                $"{what} takes features (B, ...) of one batch, but got {Shapes.Text(student)} and {Shapes.Text(teacher)}.", nameof(student));
        }

        return (Precise(student, what, nameof(student)).flatten(1), Precise(teacher.detach(), what, nameof(teacher)).flatten(1));
    }

    /// <summary>A tensor of real numbers in at least single precision: sums over samples lose too much in 16 bits.</summary>
    /// <exception cref="ArgumentException">The tensor holds no real numbers.</exception>
    public static Tensor Precise(Tensor tensor, string what, string name) => tensor.dtype switch
    {
        ScalarType.Float32 or ScalarType.Float64 => tensor,
        ScalarType.Float16 or ScalarType.BFloat16 => tensor.to_type(ScalarType.Float32),
        var other => throw new ArgumentException($"{what} takes real numbers, Float16 to Float64, but got {other}.", name),
    };
}
