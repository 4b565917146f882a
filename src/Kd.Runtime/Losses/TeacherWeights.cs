using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>How much each of several teachers counts for each sample.</summary>
internal static class TeacherWeights
{
    /// <summary>(1 - share) / (K - 1), which sums to 1 over the K teachers, from shares (K, B) that do.</summary>
    public static Tensor Of(Tensor shares) => shares.size(0) == 1
        ? ones_like(shares)
        : shares.neg().add(Scalars.One, Scalars.One).mul(Scalars.Of(1.0 / (shares.size(0) - 1)));

    /// <summary>(1 - softmax over the teachers of their cross-entropies) / (K - 1).</summary>
    public static Tensor ByConfidence(Tensor[] logits, Tensor labels, string loss)
    {
        ClassLabels.Require(logits[0], labels, loss);
        return Of(stack(logits.Select(one => ManyLogits.CrossEntropies(one, labels))).softmax(0));
    }

    /// <summary>The weights (K), on the CPU, that make the norm of the weighted sum of the gradients as small as it gets.</summary>
    public static Tensor ByGradient(Tensor student, Tensor[] teachers, double temperature, double largest)
    {
        using var gradients = no_grad();
        var ours = Divergence.Logarithms(student.detach(), temperature).exp();

        // The gradient of a divergence with respect to logits is the difference of probabilities, up to a factor that all teachers share.
        var rows = stack(teachers.Select(teacher => ours.add(Divergence.Logarithms(teacher, temperature).exp(), Scalars.MinusOne).flatten())).to(ScalarType.Float64);
        var products = rows.mm(rows.t()).cpu().data<double>().ToArray();
        return tensor(MinimumNorm.Weights(products, teachers.Length, largest));
    }
}
