namespace Kd;

/// <summary>
/// Relation-based knowledge between the samples of a batch, at this member's output. Base of all such words.
/// </summary>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
public abstract class InstanceRelationAttribute(string hint) : MemberKnowledgeAttribute(hint);
