namespace Kd;

/// <summary>
/// The task itself: cross-entropy with the labels of the batch. Base of all words for the task.
/// </summary>
/// <remarks>
/// <para>mean over samples of -log softmax(logits)[label], the task's part in Hinton, Vinyals, Dean: "Distilling the Knowledge in a
/// Neural Network", 2015. A teacher, which has no other knowledge to learn from, has this term with weight 1 without saying so.</para>
/// <para>The baseline that <c>KdBaseline</c> trains learns by the task alone, with weight 1: by its student's word, else by the
/// teacher's.</para>
/// <para>Shapes: logits (B, C) and labels (B), 64-bit integers from 0 to C - 1.</para>
/// </remarks>
/// <example><code>[TaskLoss(Weight = 0.1)]</code></example>
[LossClass("Kd.Losses.TaskLoss")]
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public class TaskLossAttribute : KnowledgeAttribute;

/// <summary>
/// The task itself, by a loss of your choice.
/// </summary>
/// <remarks>
/// The loss has a constructor without parameters. One with hyper-parameters gets a word of its own: a class that derives from
/// <see cref="TaskLossAttribute"/> and names it by <see cref="LossClassAttribute">[LossClass]</see>.
/// </remarks>
/// <typeparam name="TLoss">A <c>Kd.Losses.Loss</c>, such as <c>MeanSquaredError</c>, that compares the model's output with the batch.</typeparam>
/// <example><code>[TaskLoss&lt;MeanSquaredError&gt;(Weight = 0.1)]</code></example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TaskLossAttribute<TLoss> : TaskLossAttribute
    where TLoss : class;
