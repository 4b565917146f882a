using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>The checks that the losses between peers share.</summary>
internal static class Peers
{
    /// <summary>Throws unless there are two peers or more, with logits (B, C) of one shape and labels for them.</summary>
    public static void Require(ReadOnlySpan<Tensor> logits, Tensor labels, string loss)
    {
        if (logits.Length < 2)
        {
            throw new ArgumentException($"{loss} is between two peers or more, but got {logits.Length}.", "student");
        }

        foreach (var peer in logits)
        {
            if (peer.dim() != 2 || !peer.shape.AsSpan().SequenceEqual(logits[0].shape))
            {
                throw new ArgumentException($"{loss} takes logits (B, C) of one shape, but got {Shapes.Text(logits[0])} and {Shapes.Text(peer)}.", "student");
            }
        }

        ClassLabels.Require(logits[0], labels, loss);
    }

    /// <summary>The sum of the peers' cross-entropies with the labels.</summary>
    public static Tensor CrossEntropy(ReadOnlySpan<Tensor> logits, Tensor labels)
    {
        var sum = nn.functional.cross_entropy(logits[0], labels);
        foreach (var peer in logits[1..])
        {
            sum = sum.add(nn.functional.cross_entropy(peer, labels), Scalars.One);
        }

        return sum;
    }

    /// <summary>T^2 KL(q || p), the mean over samples, where q = softmax(teacher / T) + epsilon learns as p does.</summary>
    public static Tensor LearnedKl(Tensor student, Tensor teacher, double temperature, double epsilon)
    {
        var prediction = Divergence.Logarithms(student, temperature);
        var target = Divergence.Logarithms(teacher, temperature);
        if (epsilon > 0)
        {
            target = target.exp().add(Scalars.Of(epsilon), Scalars.One).log();
        }

        return Divergence.Kl(target, prediction).mean().mul(Scalars.Of(temperature * temperature));
    }

    /// <summary>The mean of logits.</summary>
    public static Tensor Mean(IEnumerable<Tensor> logits) => stack(logits, 0).mean([0]);
}
