namespace Kd;

/// <summary>
/// Says the shape of one sample of a model's input, without the batch, so that the compiler knows the shapes at all its places.
/// </summary>
/// <remarks>
/// It has no effect on a run. The compiler tells which adapters a run will build, and of pairs that none can relate; without this word it
/// knows channels alone. It holds for the classes that derive from the model too. Of a model with several inputs it is the first. docs/shapes.md says more.
/// </remarks>
/// <param name="shape">The sizes: channels, height and width of an image; the length of a sequence of token ids.</param>
/// <example><code>[Teacher, Input(3, 32, 32)]</code></example>
[AttributeUsage(AttributeTargets.Class)]
public sealed class InputAttribute(params long[] shape) : Attribute
{
    /// <summary>The sizes.</summary>
    public long[] Shape { get; } = shape;
}
