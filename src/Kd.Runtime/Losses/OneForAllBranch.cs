using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>OFA-KD of an intermediate feature, which a trained branch turns into logits (Hao et al., NeurIPS 2023).</summary>
public sealed class OneForAllBranch : Loss
{
    private const string Branch = "branch";
    private readonly OneForAll _loss;
    private readonly nn.Module<Tensor, Tensor> _branch;
    private readonly int _dimensions;

    /// <summary>Makes the loss with its branch.</summary>
    /// <param name="studentShape">The shape of the student's feature, samples first.</param>
    /// <param name="teacherShape">The shape of the teacher's logits, samples first.</param>
    /// <param name="exponent">The exponent of the target class, at least 1.</param>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="allClasses">Whether the other classes' probabilities get the exponent too.</param>
    /// <exception cref="ArgumentException">The shapes are none that a branch relates.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public OneForAllBranch(long[] studentShape, long[] teacherShape, double exponent = 1, double temperature = 1, bool allClasses = false)
    {
        if (studentShape.Length is not (2 or 3 or 4) || teacherShape.Length != 2)
        {
            throw new ArgumentException(
                $"OneForAllBranch takes a feature (B, C), (B, L, C) or (B, C, H, W) and the teacher's logits (B, K), but got {Shapes.Text(studentShape)} and {Shapes.Text(teacherShape)}.",
                nameof(studentShape));
        }

        _loss = new(exponent, temperature, allClasses);
        _dimensions = studentShape.Length;
        var classes = teacherShape[1];
        _branch = _dimensions == 4
            ? nn.Sequential(
                ("project", nn.Conv2d(studentShape[1], studentShape[1], 1, device: CPU)), ("pool", nn.AdaptiveAvgPool2d(1)), ("flatten", nn.Flatten()),
                ("classify", nn.Linear(studentShape[1], classes, device: CPU)))
            : nn.Linear(studentShape[^1], classes, device: CPU);
        register_module(Branch, _branch);
    }

    /// <inheritdoc/>
    public override Agreement Agreement => Agreement.Samples;

    /// <summary>Computes the loss.</summary>
    /// <param name="student">The student's feature.</param>
    /// <param name="teacher">The teacher's logits (B, K).</param>
    /// <param name="labels">Class numbers (B), from 0 to K - 1.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a label is no class.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor labels)
    {
        if (student.dim() != _dimensions)
        {
            throw new ArgumentException($"OneForAllBranch was made for a feature of {_dimensions} dimensions, but got {Shapes.Text(student)}.", nameof(student));
        }

        return _loss.Forward(_branch.call(_dimensions == 3 ? student.mean([1]) : student), teacher, labels);
    }
}
