namespace Kd;

/// <summary>
/// The task itself: cross-entropy with the labels of the batch.
/// </summary>
/// <remarks>
/// <para>mean over samples of -log softmax(logits)[label]. A teacher, which has no other knowledge to learn from, has this term
/// with weight 1 without saying so; so has the baseline that <c>KdBaseline</c> trains.</para>
/// <para>Shapes: logits (B, C) and labels (B), 64-bit integers from 0 to C - 1.</para>
/// </remarks>
/// <example><code>[TaskLoss(Weight = 0.1)]</code></example>
[LossClass("Kd.Losses.TaskLoss")]
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskLossAttribute : KnowledgeAttribute;
