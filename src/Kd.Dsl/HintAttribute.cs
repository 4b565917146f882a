namespace Kd;

/// <summary>
/// Names a place in a teacher: the output of the module in this field or property, or of the model as a whole, which students can follow.
/// </summary>
/// <remarks>
/// The member's type is a TorchSharp module, and the teacher's <c>forward</c> calls it with <c>call</c> (or through a
/// <c>Sequential</c>): a direct <c>forward</c> is not seen. Of a module that is called several times, the place is the last
/// call. <c>"logits"</c> always names the model's output and cannot be given. On the class, the module is the model itself, which helps
/// with what it is called with and with further items of a tuple that it returns.
/// </remarks>
/// <param name="id">The name of the place, unique in the teacher.</param>
/// <example>
/// <code>
/// [Hint("early")] private readonly Sequential stem;
/// [Hint("late", Path = "layer4.1")] private readonly TorchSharp.torchvision.Modules.ResNet backbone;
/// [Hint("state", Item = 1)] private readonly LSTM encoder;
///
/// [Teacher, Hint("features", Item = 1)]                                  // the second of what forward returns
/// public sealed partial class LargeNet : Module&lt;Tensor, (Tensor Logits, Tensor Features)&gt; { ... }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class HintAttribute(string id) : Attribute
{
    /// <summary>The name of the place.</summary>
    public string Id { get; } = id;

    /// <summary>Whether the place is what the module returns or what it is called with.</summary>
    public HintOf Of { get; set; }

    /// <summary>Which tensor, from 0: of a tuple that the module returns, or of the inputs it is called with.</summary>
    public int Item { get; set; }

    /// <summary>
    /// The module inside this member that is meant, by its registered names with dots between, as in <c>layer4.1</c>: for members
    /// whose class is not yours to annotate. Nothing means the member itself.
    /// </summary>
    public string? Path { get; set; }
}
