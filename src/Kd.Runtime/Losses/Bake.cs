using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Batch knowledge ensembling: each sample learns from its own answer mixed with those of the samples of the batch that look like it
/// (Ge et al., 2021). A network teaches itself; the data should bring samples of one class together in a batch.
/// </summary>
/// <remarks>
/// T^2 / B * sum of q * (log q - log p), p = softmax(logits / T), q = (1 - Omega) * (I - Omega * A)^-1 * p detached, A the softmax over
/// the other samples of the cosines of the features.
/// </remarks>
/// <example><code>var loss = new TaskLoss().Forward(logits, batch.Labels).add(new Bake().Forward(logits, features));</code></example>
public sealed class Bake : Loss
{
    private static readonly Scalar _never = -1e9;
    private readonly double _temperature;
    private readonly double _omega;

    /// <summary>Makes the loss.</summary>
    /// <param name="temperature">T, above 0.</param>
    /// <param name="omega">The share of the other samples' answers, from 0 to below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A hyper-parameter is out of its range.</exception>
    public Bake(double temperature = 4, double omega = 0.5)
    {
        HyperParameter.That(omega is >= 0 and < 1, omega, "from 0 to below 1", nameof(omega));
        (_temperature, _omega) = (HyperParameter.Positive(temperature), omega);
    }

    /// <summary>Computes the loss.</summary>
    /// <param name="student">Logits (B, C).</param>
    /// <param name="studentFeatures">The features (B, ...) before the classifier. They get no gradient.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Forward(Tensor student, Tensor studentFeatures)
    {
        student = ManyLogits.Checked([student], atLeast: 1, "Bake", nameof(student))[0];
        var target = Targets(student, studentFeatures);
        var divergence = nn.functional.kl_div(Divergence.Logarithms(student, _temperature), target, log_target: false, reduction: nn.Reduction.Sum);
        return divergence.mul(Scalars.Of(_temperature * _temperature / student.size(0)));
    }

    /// <summary>The probabilities (B, C) that the samples learn from, without gradient.</summary>
    internal Tensor Targets(Tensor student, Tensor studentFeatures)
    {
        if (studentFeatures.dim() < 2 || studentFeatures.size(0) != student.size(0))
        {
            throw new ArgumentException(
                $"Bake takes features (B, ...) of the batch of the logits {Shapes.Text(student)}, but got {Shapes.Text(studentFeatures)}.", nameof(studentFeatures));
        }

        var answers = Divergence.Logarithms(student.detach(), _temperature).exp();
        var rows = nn.functional.normalize(studentFeatures.detach().flatten(1).to(answers.dtype));
        var itself = eye(answers.size(0), dtype: answers.dtype, device: answers.device);

        // The softmax leaves the sample itself out, unless it is alone.
        var affinity = rows.mm(rows.t()).add(itself, _never).softmax(1);
        var mixed = linalg.solve(itself.add(affinity, Scalars.Of(-_omega)), answers.mul(Scalars.Of(1 - _omega)));

        // Rounding may leave a probability of zero just below it.
        return mixed.clamp_min(Scalars.Zero);
    }
}
