namespace Kd;

/// <summary>
/// A member of a student that is not trained: it gets no gradients and stays in evaluation mode, so that batch statistics stay too.
/// </summary>
/// <example><code>[Freeze(Stage = "head")] private readonly Sequential backbone;</code></example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class FreezeAttribute : Attribute
{
    /// <summary>The <see cref="StageAttribute">[Stage]</see> in which it is frozen. The default is every stage.</summary>
    public string? Stage { get; set; }
}
