using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Hinton's distillation loss: T^2 / B * sum of p_t * (log p_t - log p_s), p = softmax(logits / T) (Hinton, Vinyals, Dean, 2015).
/// </summary>
public sealed class Response : Loss
{
    private readonly LossReduction _reduction;
    private readonly double _factor;
    private readonly Scalar _inverseTemperature;
    private readonly Scalar? _epsilon;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="temperaturePower">The exponent p of the factor T^p.</param>
    /// <param name="reduction">How samples and classes are reduced.</param>
    /// <param name="targetEpsilon">A constant added to the teacher's probabilities, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public Response(double temperature = 4, double temperaturePower = 2, LossReduction reduction = LossReduction.BatchMean, double targetEpsilon = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        ArgumentOutOfRangeException.ThrowIfNegative(targetEpsilon);
        _reduction = reduction;
        _factor = Math.Pow(temperature, temperaturePower);
        _inverseTemperature = 1 / temperature;
        _epsilon = targetEpsilon > 0 ? targetEpsilon : null;
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C), (B, L, C) or (B, C, H, W).</param>
    /// <param name="teacher">Logits of the same shape.</param>
    /// <exception cref="ArgumentException">The shapes differ, or have another number of dimensions.</exception>
    public Tensor Forward(Tensor student, Tensor teacher)
    {
        Shapes.RequireEqual(student, teacher, "Response", "Student and teacher must tell the same classes apart.");
        var dimensions = (int)student.dim();
        if (dimensions is < 2 or > 4)
        {
            throw new ArgumentException($"Response takes logits (B, C), (B, L, C) or (B, C, H, W), but got {Shapes.Text(student)}.", nameof(student));
        }

        var classes = dimensions == 4 ? 1 : dimensions - 1;
        var target = nn.functional.log_softmax(teacher.mul(_inverseTemperature), classes);
        var prediction = nn.functional.log_softmax(student.mul(_inverseTemperature), classes);
        var divergence = _epsilon is null
            ? nn.functional.kl_div(prediction, target, log_target: true, reduction: nn.Reduction.Sum)
            : nn.functional.kl_div(prediction, target.exp().add(_epsilon), log_target: false, reduction: nn.Reduction.Sum);
        return divergence.mul(Scalars.Of(_factor / Divisor(student, dimensions, classes)));
    }

    private double Divisor(Tensor student, int dimensions, int classes) => _reduction switch
    {
        LossReduction.Sum => 1,
        LossReduction.ElementMean => student.numel(),
        _ when dimensions == 4 => student.size(0),
        _ => (double)student.numel() / student.size(classes),
    };
}
