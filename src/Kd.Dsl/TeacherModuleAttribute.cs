namespace Kd;

/// <summary>
/// On a parameter of a loss's <c>Forward</c>: it gets the teacher's module at a hint, such as the classifier that a method runs the
/// student's features through. The module is frozen and in evaluation mode.
/// </summary>
/// <param name="hint">The id of the <see cref="HintAttribute">[Hint]</see> that the teacher's module has.</param>
/// <example><code>public Tensor Forward(Tensor student, Tensor teacher, [TeacherModule("classifier")] Module&lt;Tensor, Tensor&gt; classifier)</code></example>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TeacherModuleAttribute(string hint) : Attribute
{
    /// <summary>The id of the hint.</summary>
    public string Hint { get; } = hint;
}
