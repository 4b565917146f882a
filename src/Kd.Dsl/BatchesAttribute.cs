namespace Kd;

/// <summary>
/// On the class of a word: its loss takes batches that are put together as <paramref name="arrangement"/> says. The run of a student with
/// such a term makes them so.
/// </summary>
/// <param name="arrangement">How batches are put together.</param>
/// <example><code>[Batches(BatchArrangement.ClassPairs)] public sealed class MineAttribute : KnowledgeAttribute;</code></example>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BatchesAttribute(BatchArrangement arrangement) : Attribute
{
    /// <summary>How batches are put together.</summary>
    public BatchArrangement Arrangement { get; } = arrangement;
}
