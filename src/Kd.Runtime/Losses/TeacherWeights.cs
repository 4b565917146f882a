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
}
