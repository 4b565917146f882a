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

        HardLabels.Require(labels, logits[0].shape.AsSpan(..1), logits[0].size(1), loss);
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

    /// <summary>The mean of logits.</summary>
    public static Tensor Mean(IEnumerable<Tensor> logits) => stack(logits, 0).mean([0]);
}
