using Kd.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>CTKD: Hinton's loss at a temperature that is learned through a reversed gradient (Li et al., AAAI 2023).</summary>
public sealed class CurriculumTemperature : Loss
{
    private readonly Parameter _logit = new(ones(1, device: CPU));
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
        ArgumentOutOfRangeException.ThrowIfLessThan(rampEpochs, 1);
        (_start, _span, _rampEpochs) = (Scalars.Of(HyperParameter.Positive(start)), Scalars.Of(HyperParameter.Positive(span)), rampEpochs);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C), (B, L, C) or (B, C, H, W).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <param name="at">Where the run is.</param>
    /// <exception cref="ArgumentException">The shapes differ, or have another number of dimensions.</exception>
    public Tensor Forward(Tensor student, Tensor teacher, StepContext at)
    {
        (student, teacher) = Logits.Pair(student, teacher, "CurriculumTemperature");
        var factor = Scalars.Of(1 / Logits.Divisor(student, LossReduction.BatchMean));
        var classes = Logits.Classes(student);
        var temperature = Reversed(at.Epoch).sigmoid().mul(_span).add(_start, Scalars.One);
        var target = nn.functional.log_softmax(teacher.div(temperature), classes);
        var prediction = nn.functional.log_softmax(student.div(temperature), classes);
        var divergence = target.exp().mul(target.add(prediction, Scalars.MinusOne)).sum();
        return divergence.mul(factor).mul(temperature.square().squeeze());
    }

    // The value of x with the gradient of -strength * x.
    private Tensor Reversed(int epoch)
    {
        var strength = (1 - Math.Cos(Math.PI * Math.Min((double)epoch / _rampEpochs, 1))) / 2;
        return _logit.mul(Scalars.Of(-strength)).add(_logit.detach(), Scalars.Of(1 + strength));
    }
}
