using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>CS-KD: T^2 KL(p(x') || p(x)) of a sample and another of its class (Yun et al., CVPR 2020).</summary>
public sealed class ClassWiseSelfDistillation : Loss
{
    private readonly Response _soft;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">The temperature, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0.</exception>
    public ClassWiseSelfDistillation(double temperature = 4) => _soft = new(temperature);

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (2B, C): of B samples, and then of their B partners.</param>
    /// <param name="labels">Class numbers (2B), from 0 to C - 1, the partners' equal to the samples'.</param>
    /// <exception cref="ArgumentException">The shapes do not fit, or the partners are of other classes.</exception>
    public Tensor Forward(Tensor student, Tensor labels)
    {
        if (student.dim() != 2 || student.size(0) % 2 != 0)
        {
            throw new ArgumentException($"ClassWiseSelfDistillation takes logits (2B, C) of samples and their partners, but got {Shapes.Text(student)}.", nameof(student));
        }

        ClassLabels.Require(student, labels, "ClassWiseSelfDistillation");
        var half = student.size(0) / 2;
        if (labels.device_type == DeviceType.CPU && !labels.narrow(0, 0, half).Equals(labels.narrow(0, half, half)))
        {
            throw new ArgumentException("ClassWiseSelfDistillation: the labels of the second half of the batch, the partners, differ from those of the first.", nameof(labels));
        }

        return _soft.Forward(student.narrow(0, 0, half), student.narrow(0, half, half).detach());
    }
}
