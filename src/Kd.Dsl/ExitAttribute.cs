namespace Kd;

/// <summary>
/// An early exit of a student: a member whose output are logits. The words about exits (<see cref="ExitKnowledgeAttribute"/>) take all of
/// them, in the order in which they are written, and the model's own output as the last.
/// </summary>
/// <example><code>[Exit] private readonly Sequential exit1;</code></example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
public sealed class ExitAttribute : Attribute;
