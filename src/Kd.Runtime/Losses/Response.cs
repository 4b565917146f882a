using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Hinton's distillation loss: T^2 / B * sum of p_t * (log p_t - log p_s), p = softmax(logits / T) (Hinton, Vinyals, Dean, 2015).
/// </summary>
public sealed class Response : Loss
{
    // How many elements are worked on at once: few enough to stay in a processor's cache, many enough to keep a GPU busy.
    private const long PartOfProcessor = 1 << 20;
    private const long PartOfGpu = 1 << 22;

    private readonly LossReduction _reduction;
    private readonly double _factor;
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
        _inverseTemperature = Scalars.Of(1 / Require.Positive(temperature));
        _epsilon = Require.NotNegative(targetEpsilon);
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

        if (!is_grad_enabled() || !(student.requires_grad || teacher.requires_grad))
        {
            return Divergence(student, teacher, factor, gradient: null);
        }

        if (teacher.requires_grad)
        {
            return OfPeers(student, teacher).mul(Scalars.Of(factor));
        }

        // The gradient is known beforehand: q's sum * p_s - q, over T. Computing it along with the value, part by part, saves the tables of
        // probabilities that autograd would keep. The product with it has the right gradient, and is taken off the value again.
        using var gradient = empty_like(student);
        var value = Divergence(student, teacher, factor, gradient);
        var product = student.flatten().dot(gradient.flatten());
        return product.add(product.detach(), Scalars.MinusOne).add(value, Scalars.One);
    }

    // A target that learns too, as among peers, leaves the gradients to autograd.
    private Tensor OfPeers(Tensor student, Tensor teacher)
    {
        var classes = Logits.Classes(student);
        var prediction = nn.functional.log_softmax(student.mul(_inverseTemperature), classes);
        var target = nn.functional.log_softmax(teacher.mul(_inverseTemperature), classes);
        return _epsilon > 0
            ? nn.functional.kl_div(prediction, target.exp().add(_addedEpsilon), log_target: false, reduction: nn.Reduction.Sum)
            : nn.functional.kl_div(prediction, target, log_target: true, reduction: nn.Reduction.Sum);
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
            sum.add_(DivergenceOfPart(student.narrow(0, first, count), teacher.narrow(0, first, count), factor, gradient?.narrow(0, first, count)), Scalars.One);
        }

        return sum.squeeze(0).mul_(Scalars.Of(factor));
    }

    private Tensor DivergenceOfPart(Tensor student, Tensor teacher, double factor, Tensor? gradient)
    {
        var classes = Logits.Classes(student);
        var prediction = nn.functional.log_softmax(student.mul(_inverseTemperature), classes);
        var logarithm = nn.functional.log_softmax(teacher.mul(_inverseTemperature), classes);
        var target = logarithm.exp();
        if (_epsilon > 0)
        {
            logarithm = target.add_(_addedEpsilon).log();
        }

        var sum = logarithm.add_(prediction, Scalars.MinusOne).mul_(target).sum();
        if (gradient is not null)
        {
            var total = Scalars.Of(1 + _epsilon * student.size(classes));
            gradient.copy_(prediction.exp_().mul_(total).add_(target, Scalars.MinusOne).mul_(Scalars.Of(factor)).mul_(_inverseTemperature));
        }

        return sum;
    }
}
