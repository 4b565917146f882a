namespace Kd;

/// <summary>
/// Marks a TorchSharp module as a student of <typeparamref name="TTeacher"/>: the model that <c>Distill</c> trains.
/// </summary>
/// <typeparam name="TTeacher">A class marked <see cref="TeacherAttribute">[Teacher]</see>.</typeparam>
/// <remarks>
/// What the student learns is said by terms: on the class, the task's labels
/// (<see cref="TaskLossAttribute">[TaskLoss]</see>), the teacher's logits
/// (<see cref="ResponseAttribute">[Response]</see>) and relations between places
/// (<see cref="RelationPairAttribute">[RelationPair]</see>); on its members, features
/// (<see cref="GuidedAttribute">[Guided]</see>) and relations between samples
/// (<see cref="InstanceRelationAttribute">[SimilarityPreserving]</see> and its kin). The loss is their weighted sum.
/// <para>A student of several teachers has the attribute for each. A term then follows the teacher that it names
/// (<see cref="KnowledgeAttribute.Teacher"/>) or that has its hint; a word about logits without a name follows the mean of all
/// teachers' logits, or all of them, if its loss tells teachers apart.</para>
/// </remarks>
/// <example>
/// <code>
/// [Student&lt;DigitsTeacher&gt;]
/// [Response(Temperature = 4, Weight = 0.9), TaskLoss(Weight = 0.1)]
/// [Train(Epochs = 60), Sgd(LearningRate = 0.05, Momentum = 0.9), Cosine]
/// public sealed partial class DigitsStudent : Module&lt;Tensor, Tensor&gt; { ... }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public sealed class StudentAttribute<TTeacher> : Attribute
    where TTeacher : class
{
    /// <inheritdoc cref="TeacherAttribute.Logits"/>
    public int Logits { get; set; }
}
