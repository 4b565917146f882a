using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Shapes in messages, and the checks that several losses share.</summary>
internal static class Shapes
{
    /// <summary>A shape as people write it: (64, 16, 8, 8).</summary>
    public static string Text(ReadOnlySpan<long> shape) => $"({string.Join(", ", shape.ToArray())})";

    /// <summary>A tensor's shape as people write it.</summary>
    public static string Text(Tensor tensor) => Text(tensor.shape);

    /// <summary>Throws unless both tensors have one shape.</summary>
    public static void RequireEqual(Tensor student, Tensor teacher, string what, string remedy)
    {
        if (!student.shape.AsSpan().SequenceEqual(teacher.shape))
        {
            throw new ArgumentException($"{what}: the student's shape is {Text(student)}, the teacher's {Text(teacher)}. {remedy}", nameof(student));
        }
    }
}
