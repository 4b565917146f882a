using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Cross-entropy with smoothed labels (Szegedy et al., CVPR 2016).</summary>
public sealed class LabelSmoothing : Loss
{
    private readonly double _smoothing;
    private readonly bool _overOtherClasses;

    /// <summary>Makes the loss.</summary>
    /// <param name="smoothing">The probability that the label's class cedes: at least 0 and below 1.</param>
    /// <param name="overOtherClasses">Whether it is spread over the other classes alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">The probability is out of its range.</exception>
    public LabelSmoothing(double smoothing = 0.1, bool overOtherClasses = false)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(HyperParameter.Share(smoothing), 1, nameof(smoothing));
        (_smoothing, _overOtherClasses) = (smoothing, overOtherClasses);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C).</param>
    /// <param name="labels">Class numbers (B), 64-bit integers from 0 to C - 1, or -100 for a sample that does not count.</param>
    /// <exception cref="ArgumentException">Shapes, types or labels do not fit, or there are too few classes for the smoothing.</exception>
    public Tensor Forward(Tensor student, Tensor labels)
    {
        ClassLabels.Require(student, labels, nameof(LabelSmoothing), mayIgnore: true);
        return nn.functional.cross_entropy(
            Logits.Real(student, nameof(LabelSmoothing), nameof(student)), labels, label_smoothing: OverAll(student.size(1)));
    }

    /// <summary>What must be spread over all classes for the other classes to get what they shall.</summary>
    private double OverAll(long classes)
    {
        if (!_overOtherClasses || classes == 1)
        {
            return _smoothing;
        }

        var most = (classes - 1.0) / classes;
        return _smoothing <= most
            ? Math.Min(1, _smoothing / most)
            : throw new ArgumentException($"With {classes} classes, LabelSmoothing over the others takes a smoothing of at most {most}, but has {_smoothing}.", "student");
    }
}
