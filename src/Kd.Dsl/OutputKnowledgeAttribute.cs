namespace Kd;

/// <summary>A term about the model's output, on the class, which follows the teacher's output. Base of the words about logits.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class OutputKnowledgeAttribute : KnowledgeAttribute;
