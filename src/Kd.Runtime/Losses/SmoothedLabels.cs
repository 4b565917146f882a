using static TorchSharp.torch;

namespace Kd.Losses;

/// <summary>Probabilities made of labels.</summary>
internal static class SmoothedLabels
{
    /// <summary>A probability for the label's class, the others sharing the rest: (B, C), as the logits.</summary>
    public static Tensor Of(Tensor labels, Tensor logits, double correctProbability)
    {
        var classes = logits.size(1);
        var rest = (1 - correctProbability) / Math.Max(1, classes - 1);
        return nn.functional.one_hot(labels, classes).to(logits.dtype).mul(Scalars.Of(correctProbability - rest)).add(Scalars.Of(rest));
    }
}
