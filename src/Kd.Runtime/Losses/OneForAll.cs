using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>OFA-KD's loss: cross-entropy with the teacher whose target class is enhanced (Hao et al., NeurIPS 2023).</summary>
public sealed class OneForAll : Loss
{
    private readonly Scalar _exponent;
    private readonly double _temperature;
    private readonly bool _allClasses;

    /// <summary>Makes the loss.</summary>
    /// <param name="exponent">The exponent of the target class, at least 1.</param>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <param name="allClasses">Whether the other classes' probabilities get the exponent too.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public OneForAll(double exponent = 1, double temperature = 1, bool allClasses = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exponent, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        _exponent = Scalars.Of(exponent);
        _temperature = temperature;
        _allClasses = allClasses;
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <param name="labels">Class numbers (B), from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a label is no class.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor labels)
    {
        Shapes.RequireEqual(student, teacher, "OneForAll", "Student and teacher must tell the same classes apart.");
        if (student.dim() != 2)
        {
            throw new ArgumentException($"OneForAll takes logits (B, C), but got {Shapes.Text(student)}.", nameof(student));
        }

        HardLabels.Require(labels, student.shape.AsSpan(..1), student.size(1), "OneForAll");
        var probabilities = Divergence.Logarithms(teacher.detach(), _temperature).exp();
        var index = labels.unsqueeze(1);
        var enhanced = probabilities.gather(1, index).add(Scalars.One, Scalars.One).pow(_exponent).add(Scalars.MinusOne, Scalars.One);
        var target = (_allClasses ? probabilities.pow(_exponent) : probabilities).scatter(1, index, enhanced);
        return target.mul(Divergence.Logarithms(student, _temperature)).sum().mul(Scalars.Of(-1.0 / student.size(0)));
    }
}
