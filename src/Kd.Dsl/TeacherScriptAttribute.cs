namespace Kd;

/// <summary>
/// Marks a class as a teacher whose code and weights are a TorchScript file, as <c>torch.jit.script(model).save(...)</c> or
/// <c>torch.jit.trace</c> writes it in Python. It is not trained.
/// </summary>
/// <remarks>
/// The class derives from <c>ScriptTeacher</c>, or from <c>ScriptTeacher&lt;(Tensor, Tensor)&gt;</c> if the script returns a tuple of two
/// to five tensors, and has no code. What is inside a script cannot be seen from outside, so that its places are its input and what it
/// returns: a <see cref="HintAttribute">[Hint]</see> stands on the class.
/// </remarks>
/// <param name="path">The file, absolute or relative to the project's folder.</param>
/// <example>
/// <code>
/// [TeacherScript("teacher.pt")]
/// public sealed partial class BigTeacher : ScriptTeacher;
///
/// [TeacherScript("teacher.pt", Logits = 0), Hint("late", Item = 1)]      // forward returns (logits, features)
/// public sealed partial class BigTeacher : ScriptTeacher&lt;(Tensor Logits, Tensor Features)&gt;;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class TeacherScriptAttribute(string path) : Attribute
{
    /// <summary>The file.</summary>
    public string Path { get; } = path;

    /// <inheritdoc cref="TeacherAttribute.Logits"/>
    public int Logits { get; set; }
}
