using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Hinton's distillation loss: T^2 / B * sum of p_t * (log p_t - log p_s), p = softmax(logits / T) (Hinton, Vinyals, Dean, 2015).
/// </summary>
public sealed class Response : Loss
{
    // How many elements are worked on at once: few enough to stay in a processor's cache, many enough to keep a GPU busy.
    private const long PartOfProcessor = 1 << 18;
    private const long PartOfGpu = 1 << 22;

    private readonly LossReduction _reduction;
    private readonly double _factor;
    private readonly double _inverse;
    private readonly double _epsilon;
    private readonly Scalar _inverseTemperature;
    private readonly Scalar _addedEpsilon;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="temperaturePower">The exponent p of the factor T^p.</param>
    /// <param name="reduction">How samples and classes are reduced.</param>
    /// <param name="targetEpsilon">A constant added to the teacher's probabilities, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public Response(double temperature = 4, double temperaturePower = 2, LossReduction reduction = LossReduction.BatchMean, double targetEpsilon = 0)
    {
        _inverse = 1 / HyperParameter.Positive(temperature);
        _inverseTemperature = Scalars.Of(_inverse);
        _epsilon = HyperParameter.NotNegative(targetEpsilon);
        _addedEpsilon = Scalars.Of(targetEpsilon);
        _reduction = reduction;
        _factor = Math.Pow(temperature, temperaturePower);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C), (B, L, C) or (B, C, H, W).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or have another number of dimensions.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        (student, teacher) = Logits.Pair(student, teacher, nameof(Response));
        var factor = _factor / Logits.Divisor(student, _reduction);
        if (student.dim() == 3)
        {
            (student, teacher) = (Logits.Rows(student), Logits.Rows(teacher));
        }

        if (!student.requires_grad || !is_grad_enabled())
        {
            return Divergence(student, teacher, factor, gradient: null);
        }

        // The gradient is known beforehand: (sum of q * p_s - q) / T. Computing it along with the value, part by part, saves the tables of
        // probabilities that autograd would keep.
        using var gradient = empty_like(student);
        var value = Divergence(student, teacher, factor, gradient);
        return KnownGradient.Attach(value, student, gradient, factor * _inverse);
    }

    private Tensor Divergence(Tensor student, Tensor teacher, double factor, Tensor? gradient)
    {
        using var constant = no_grad();
        var samples = student.size(0);
        var part = Math.Max(1, (student.device_type == DeviceType.CPU ? PartOfProcessor : PartOfGpu) * samples / student.numel());
        var sum = zeros(1, student.dtype, student.device);
        for (long first = 0; first < samples; first += part)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(part, samples - first);
            sum.add_(OfPart(student.narrow(0, first, count), teacher.narrow(0, first, count), gradient?.narrow(0, first, count)), Scalars.One);
        }

        return sum.squeeze(0).mul_(Scalars.Of(factor));
    }

    private Tensor OfPart(Tensor student, Tensor teacher, Tensor? gradient)
    {
        var classes = Logits.Classes(student);
        var prediction = LogProbabilities(student, classes);
        var logarithm = LogProbabilities(teacher, classes);
        var target = logarithm.exp();
        if (_epsilon > 0)
        {
            logarithm = target.add_(_addedEpsilon).log();
        }

        var sum = logarithm.add_(prediction, Scalars.MinusOne).mul_(target).sum();
        if (gradient is not null)
        {
            prediction.exp_();
            if (_epsilon > 0)
            {
                prediction.mul_(Scalars.Of(1 + _epsilon * student.size(classes)));
            }

            gradient.copy_(prediction.add_(target, Scalars.MinusOne));
        }

        return sum;
    }

    private Tensor LogProbabilities(Tensor logits, int classes)
    {
        using var scaled = logits.mul(_inverseTemperature);
        return nn.functional.log_softmax(scaled, classes);
    }
}
