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
        _exponent = Scalars.Of(HyperParameter.AtLeast(exponent, 1));
        _temperature = HyperParameter.Positive(temperature);
        _allClasses = allClasses;
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <param name="labels">Class numbers (B), from 0 to C - 1.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or a label is no class.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, Tensor labels)
    {
        (student, teacher) = Logits.Matrices(student, teacher, "OneForAll");
        ClassLabels.Require(student, labels, "OneForAll");
        var probabilities = Divergence.Logarithms(teacher, _temperature).exp();
        var index = labels.unsqueeze(1);
        var enhanced = probabilities.gather(1, index).add(Scalars.One, Scalars.One).pow(_exponent).add(Scalars.MinusOne, Scalars.One);
        var target = (_allClasses ? probabilities.pow(_exponent) : probabilities).scatter(1, index, enhanced);
        return target.mul(Divergence.Logarithms(student, _temperature)).sum().mul(Scalars.Of(-1.0 / student.size(0)));
    }
}
