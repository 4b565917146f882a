namespace Kd;

/// <summary>
/// PS-KD: labels that are softened, more and more, by what the model itself predicted in the epoch before.
/// </summary>
/// <remarks>
/// <para>mean over samples of -sum over classes of ((1 - a) y + a p') * log p, with p = softmax(logits), p' that of the same sample an
/// epoch ago, y the label and a = Alpha * the part of the run that is done (Kim et al.: "Self-Knowledge Distillation with Progressive
/// Refinement of Targets", ICCV 2021). In the first epoch it is the cross-entropy with the label. It takes the place of
/// <see cref="TaskLossAttribute">[TaskLoss]</see>.</para>
/// <para>Shapes: logits (B, C), labels (B) and sample ids (B) from 0 to the number of training samples. Memory: a number for each
/// training sample and class.</para>
/// </remarks>
/// <example><code>[ProgressiveSelfDistillation(Alpha = 0.8)]</code></example>
[LossClass("Kd.Losses.ProgressiveSelfDistillation")]
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class ProgressiveSelfDistillationAttribute : KnowledgeAttribute
{
    /// <summary>The share that the model's own predictions have at the end of the run, from 0 to 1.</summary>
    [Bounds(AtLeast = 0, AtMost = 1)]
    public double Alpha { get; set; } = 0.8;
}
