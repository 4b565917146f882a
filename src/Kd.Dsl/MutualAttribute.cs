namespace Kd;

/// <summary>
/// Makes a student a peer of a group whose models learn at the same time, and from each other: online distillation.
/// </summary>
/// <remarks>
/// <para>The other peers of the group are a peer's teachers: what they give is taken as a constant. A word about logits without
/// <see cref="KnowledgeAttribute.Teacher"/> follows the mean of their logits (all of them, if its loss tells teachers apart), a word about a
/// place the peer that has the hint. A word that compares all peers at once, such as
/// <see cref="MutualLearningAttribute">[MutualLearning]</see> (Zhang et al., CVPR 2018) or
/// <see cref="CollaborativeLearningAttribute">[CollaborativeLearning]</see> (Guo et al., CVPR 2020), stands on one of them, and
/// the others need none. A large peer that learns from the labels alone is a teacher that is trained with its student.</para>
/// <para>The group is trained in one run, with the <see cref="TrainAttribute">[Train]</see> of the peer that has one; each peer has its own
/// optimizer and schedule. All peers take their step at once.</para>
/// </remarks>
/// <param name="group">The name of the group, a C# identifier.</param>
/// <example>
/// <code>
/// [Student, Mutual("pair"), Response(Temperature = 1), TaskLoss]
/// [Train(Epochs = 60), Sgd(LearningRate = 0.05, Momentum = 0.9)]
/// public sealed partial class Narrow : Module&lt;Tensor, Tensor&gt; { ... }
///
/// [Student, Mutual("pair"), Response(Temperature = 1), TaskLoss]
/// [Sgd(LearningRate = 0.05, Momentum = 0.9)]
/// public sealed partial class Wide : Module&lt;Tensor, Tensor&gt; { ... }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MutualAttribute(string group) : Attribute
{
    /// <summary>The name of the group.</summary>
    public string Group { get; } = group;

    /// <summary>How many models of this class the group has, each with initial weights of its own. The best of them is the result. At least 1.</summary>
    [Bounds(AtLeast = 1)]
    public int Peers { get; set; } = 1;
}
