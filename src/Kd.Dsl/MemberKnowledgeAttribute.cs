namespace Kd;

/// <summary>A term about the output of the member that it stands on, which follows a place of the teacher.</summary>
/// <param name="hint">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public abstract class MemberKnowledgeAttribute(string hint) : KnowledgeAttribute
{
    /// <summary>The id of the hint that this member follows.</summary>
    public string Hint { get; } = hint;

    /// <summary>
    /// The name of this place in the student; the default is the id of the hint. Members that follow one hint tell themselves
    /// apart by it.
    /// </summary>
    public string? Place { get; set; }
}
