namespace Kd;

/// <summary>
/// Names a place in a teacher: the output of the module in this field or property, which students can follow.
/// </summary>
/// <remarks>
/// The member's type is a <c>Module&lt;Tensor, Tensor&gt;</c> or derives from one, and the teacher's <c>forward</c> calls
/// it with <c>call</c> (or through a <c>Sequential</c>): a direct <c>forward</c> is not seen. <c>"logits"</c> always
/// names the model's output and cannot be given.
/// </remarks>
/// <param name="id">The name of the place, unique in the teacher.</param>
/// <example><code>[Hint("early")] private readonly Sequential stem;</code></example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class HintAttribute(string id) : Attribute
{
    /// <summary>The name of the place.</summary>
    public string Id { get; } = id;
}
