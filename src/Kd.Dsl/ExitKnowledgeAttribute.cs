namespace Kd;

/// <summary>
/// A term about the <see cref="ExitAttribute">[Exit]</see>s of a student, on the class. Base of the words whose method lets the exits of a
/// network teach each other.
/// </summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true, Inherited = false)]
public abstract class ExitKnowledgeAttribute : KnowledgeAttribute;
