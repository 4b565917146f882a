namespace Kd;

/// <summary>
/// A stage of a student's training. Stages run in the order in which they are written; each goes on with the weights of the one before.
/// </summary>
/// <remarks>
/// <para>Terms, optimizers, schedules, <see cref="EarlyStoppingAttribute">[EarlyStopping]</see> and
/// <see cref="FreezeAttribute">[Freeze]</see> that name a stage by <c>Stage = "..."</c> belong to it alone; those that name none belong
/// to all. What a term learns, such as its adapter, it keeps in its next stage.</para>
/// <para>Each stage is trained, kept and repeated on its own: a change in a later one does not train an earlier one again. A stage
/// that another follows keeps its last epoch; the last one keeps what <see cref="TrainAttribute.Keep"/> says.</para>
/// </remarks>
/// <param name="name">The name of the stage, a C# identifier.</param>
/// <example>
/// <code>
/// [Student&lt;Large&gt;]
/// [Stage("hint", Epochs = 20), Stage("kd", Epochs = 60)]
/// [Response(Stage = "kd"), TaskLoss(Stage = "kd")]
/// [Train(BatchSize = 64), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
/// public sealed partial class Small : Module&lt;Tensor, Tensor&gt;
/// {
///     [Guided("middle", Stage = "hint")] private readonly Sequential block2;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class StageAttribute(string name) : Attribute
{
    /// <summary>The name of the stage.</summary>
    public string Name { get; } = name;

    /// <summary>How often the training part is gone through. 0, the default, means as <see cref="TrainAttribute.Epochs"/> says.</summary>
    [Bounds(AtLeast = 0)]
    public int Epochs { get; set; }

    /// <summary>
    /// The epoch of the teacher's own training whose weights teach in this stage, one of its
    /// <see cref="CheckpointsAttribute">[Checkpoints]</see>. 0, the default, means the teacher as it was kept.
    /// </summary>
    [Bounds(AtLeast = 0)]
    public int TeacherEpoch { get; set; }
}
