using TorchSharp;
using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>
/// Divergences between distributions over the last dimension, given by the logarithms of their probabilities.
/// </summary>
internal static class Divergence
{
    private static readonly Scalar _lowest = -1e30;
    private static readonly Scalar _half = 0.5;
    private static readonly Scalar _smallest = 1e-12;

    /// <summary>log softmax(logits / temperature).</summary>
    public static Tensor Logarithms(Tensor logits, double temperature)
    {
        using var softened = temperature == 1 ? logits.alias() : logits.mul(Scalars.Of(1 / temperature));

        // A class that is ruled out by -infinity: 0 * (-infinity) would be NaN where 0 is meant.
        using var finite = softened.clamp_min(_lowest);
        return nn.functional.log_softmax(finite, -1);
    }

    /// <summary>KL(p || q).</summary>
    public static Tensor Kl(Tensor p, Tensor q)
    {
        using var probabilities = p.exp();
        using var ratios = p.add(q, Scalars.MinusOne);
        return probabilities.mul(ratios).sum(-1);
    }

    /// <summary>-sum of p log q: KL(p || q) plus the entropy of p.</summary>
    public static Tensor CrossEntropy(Tensor p, Tensor q)
    {
        using var probabilities = p.exp();
        return probabilities.mul(q).sum(-1).neg();
    }

    /// <summary>Half the sum of |p - q|.</summary>
    public static Tensor TotalVariation(Tensor p, Tensor q)
    {
        using var ours = p.exp();
        using var theirs = q.exp();
        return ours.add(theirs, Scalars.MinusOne).abs().sum(-1).mul(_half);
    }

    /// <summary>KL(p || a p + (1 - a) q), or the cross-entropy of the same, for a skew a from 0 to below 1.</summary>
    public static Func<Tensor, Tensor, Tensor> Skewed(double skew, bool crossEntropy)
    {
        HyperParameter.That(skew is >= 0 and < 1, skew, "at least 0 and below 1", nameof(skew));
        Func<Tensor, Tensor, Tensor> divergence = crossEntropy ? CrossEntropy : Kl;
        return skew == 0 ? divergence : (p, q) => divergence(p, Mixed(p, q, skew));
    }

    /// <summary>(1 - r) KL(q || p) + r KL(p || q), or the cross-entropy in place of the first.</summary>
    public static Func<Tensor, Tensor, Tensor> Symmetric(double reverseShare, bool crossEntropy)
    {
        HyperParameter.Share(reverseShare);
        Func<Tensor, Tensor, Tensor> forward = crossEntropy ? CrossEntropy : Kl;
        return (p, q) => forward(q, p).mul(Scalars.Of(1 - reverseShare)).add(Kl(p, q), Scalars.Of(reverseShare));
    }

    /// <summary>
    /// b KL(q || m) + (1 - b) KL(p || m) with m = b q + (1 - b) p, for a b between 0 and 1. At the ends, where that is 0, what it
    /// tends to by its share: KL(q || p) at 0 and KL(p || q) at 1.
    /// </summary>
    public static Func<Tensor, Tensor, Tensor> JensenShannon(double beta)
    {
        return HyperParameter.Share(beta) switch
        {
            0 => static (p, q) => Kl(q, p),
            1 => Kl,
            _ => (p, q) =>
            {
                var mixed = Mixed(q, p, beta);
                return Kl(q, mixed).mul(Scalars.Of(beta)).add(Kl(p, mixed), Scalars.Of(1 - beta));
            },
        };
    }

    /// <summary>
    /// w KL(q || p) + (1 - w) KL(p || q), where w is the share that the classes of q's head have in the sum of |p - q|. The head is
    /// the most probable classes of q whose probabilities sum to at most the given mass, and always the most probable.
    /// </summary>
    public static Func<Tensor, Tensor, Tensor> Adaptive(double headMass)
    {
        var mass = Scalars.Of(HyperParameter.Share(headMass));
        return headMass == 1 ? static (p, q) => Kl(q, p) : (p, q) =>
        {
            var head = ShareOfHead(p.detach(), q.detach(), mass);
            var backward = Kl(p, q);
            return backward.add(Kl(q, p).add(backward, Scalars.MinusOne).mul(head), Scalars.One);
        };
    }

    private static Tensor ShareOfHead(Tensor p, Tensor q, Scalar mass)
    {
        var (theirs, order) = q.exp().sort(-1, descending: true);
        var gaps = p.exp().gather(-1, order).add(theirs, Scalars.MinusOne).abs();
        var isTail = theirs.cumsum(-1).gt(mass);
        isTail.narrow(-1, 0, 1).zero_();
        return gaps.masked_fill(isTail, Scalars.Zero).sum(-1).div(gaps.sum(-1).clamp_min(_smallest));
    }

    // log(a p + (1 - a) q)
    private static Tensor Mixed(Tensor p, Tensor q, double share) =>
        logaddexp(p.add(Scalars.Of(Math.Log(share)), Scalars.One), q.add(Scalars.Of(Math.Log(1 - share)), Scalars.One));
}
