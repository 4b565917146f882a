namespace Kd;

/// <summary>
/// Marks a TorchSharp module as a student that no other model teaches: it learns from itself, or in a group of peers.
/// </summary>
/// <remarks>
/// What teaches it is said beside it: <see cref="MutualAttribute">[Mutual]</see> (peers that learn at the same time),
/// <see cref="BornAgainAttribute">[BornAgain]</see> (its own former generation), <see cref="MeanTeacherAttribute">[MeanTeacher]</see>
/// (the average of its own weights), or words that need no teacher, such as <see cref="ProgressiveSelfDistillationAttribute"/>. Without
/// any of these, a word about a place follows one of the student's own <see cref="HintAttribute">[Hint]</see>s, which is taken as a
/// constant.
/// </remarks>
/// <example>
/// <code>
/// [Student, BornAgain(Generations = 2)]
/// [Response(Temperature = 4), TaskLoss]
/// [Train(Epochs = 60), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
/// public sealed partial class DigitsNet : Module&lt;Tensor, Tensor&gt; { ... }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class StudentAttribute : Attribute
{
    /// <inheritdoc cref="TeacherAttribute.Logits"/>
    public int Logits { get; set; }
}
