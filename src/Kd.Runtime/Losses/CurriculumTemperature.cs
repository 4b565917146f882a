using Kd.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>CTKD: Hinton's loss at a temperature that is learned through a reversed gradient (Li et al., AAAI 2023).</summary>
public sealed class CurriculumTemperature : Loss
{
    private readonly Parameter _logit = new(ones(1));
    private readonly Scalar _start;
    private readonly Scalar _span;
    private readonly int _rampEpochs;

    /// <summary>Makes the loss.</summary>
    /// <param name="start">The least temperature, above 0.</param>
    /// <param name="span">How far the temperature can rise above the least, above 0.</param>
    /// <param name="rampEpochs">In how many epochs the reversed gradient reaches its full size, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public CurriculumTemperature(double start = 1, double span = 20, int rampEpochs = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(start);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(span);
        ArgumentOutOfRangeException.ThrowIfLessThan(rampEpochs, 1);
        (_start, _span, _rampEpochs) = (Scalars.Of(start), Scalars.Of(span), rampEpochs);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C) or (B, L, C).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <param name="at">Where the run is.</param>
    /// <exception cref="ArgumentException">The shapes differ, or have another number of dimensions.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, StepContext at)
    {
        Shapes.RequireEqual(student, teacher, "CurriculumTemperature", "Student and teacher must tell the same classes apart.");
        if (student.dim() is not (2 or 3))
        {
            throw new ArgumentException($"CurriculumTemperature takes logits (B, C) or (B, L, C), but got {Shapes.Text(student)}.", nameof(student));
        }

        var temperature = Reversed(at.Epoch).sigmoid().mul(_span).add(_start, Scalars.One);
        var target = nn.functional.log_softmax(teacher.detach().div(temperature), -1);
        var prediction = nn.functional.log_softmax(student.div(temperature), -1);
        return Divergence.Kl(target, prediction).mean().mul(temperature.square().squeeze());
    }

    // The value of x with the gradient of -strength * x.
    private Tensor Reversed(int epoch)
    {
        var strength = (1 - Math.Cos(Math.PI * Math.Min((double)epoch / _rampEpochs, 1))) / 2;
        return _logit.mul(Scalars.Of(-strength)).add(_logit.detach(), Scalars.Of(1 + strength));
    }
}
