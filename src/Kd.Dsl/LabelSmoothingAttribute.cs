namespace Kd;

/// <summary>The task itself, with smoothed labels.</summary>
/// <remarks>
/// <para>mean over samples of -sum over classes of u * log softmax(logits), u = (1 - Smoothing) * [class is the label] + Smoothing / C
/// (Szegedy et al.: "Rethinking the Inception Architecture for Computer Vision", CVPR 2016).</para>
/// <para>Shapes: logits (B, C) and labels (B), 64-bit integers from 0 to C - 1.</para>
/// </remarks>
/// <example><code>[LabelSmoothing(Smoothing = 0.1)]</code></example>
[LossClass("Kd.Losses.LabelSmoothing")]
public sealed class LabelSmoothingAttribute : TaskLossAttribute
{
    /// <summary>The probability that the label's class cedes: at least 0, below 1, and with OverOtherClasses at most (C - 1) / C.</summary>
    [Bounds(AtLeast = 0)]
    public double Smoothing { get; set; } = 0.1;

    /// <summary>
    /// Whether it is spread over the other classes alone, Smoothing / (C - 1) each, as Tf-KD does; else over all of them, as in the paper.
    /// </summary>
    public bool OverOtherClasses { get; set; }
}
