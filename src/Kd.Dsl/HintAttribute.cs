namespace Kd;

/// <summary>
/// Names a place in a teacher: the output of the module in this field or property, which students can follow.
/// </summary>
/// <remarks>
/// The member's type is a TorchSharp module, and the teacher's <c>forward</c> calls it with <c>call</c> (or through a
/// <c>Sequential</c>): a direct <c>forward</c> is not seen. Of a module that is called several times, the place is the last
/// call. <c>"logits"</c> always names the model's output and cannot be given.
/// </remarks>
/// <param name="id">The name of the place, unique in the teacher.</param>
/// <example>
/// <code>
/// [Hint("early")] private readonly Sequential stem;
/// [Hint("late", Path = "layer4.1")] private readonly TorchSharp.torchvision.Modules.ResNet backbone;
/// [Hint("state", Item = 1)] private readonly LSTM encoder;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class HintAttribute(string id) : Attribute
{
    /// <summary>The name of the place.</summary>
    public string Id { get; } = id;

    /// <summary>Whether the place is what the module returns or what it is called with.</summary>
    public HintOf Of { get; set; }

    /// <summary>Which tensor, from 0: of a tuple that the module returns, or of the inputs it is called with.</summary>
    [Bounds(AtLeast = 0)]
    public int Item { get; set; }

    /// <summary>
    /// The module inside this member that is meant, by its registered names with dots between, as in <c>layer4.1</c>: for members
    /// whose class is not yours to annotate. Nothing means the member itself.
    /// </summary>
    public string? Path { get; set; }
}
