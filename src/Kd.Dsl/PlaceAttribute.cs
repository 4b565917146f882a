namespace Kd;

/// <summary>
/// Says which place of the teacher this member of a student corresponds to, without adding a term.
/// </summary>
/// <remarks>
/// A <see cref="RelationPairAttribute">[RelationPair]</see> needs both its places in the student. A member that already
/// follows the hint by a word of its own (<see cref="GuidedAttribute">[Guided]</see>, ...) is its place by that.
/// </remarks>
/// <param name="id">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example><code>[Place("late")] private readonly Sequential block2;</code></example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class PlaceAttribute(string id) : Attribute
{
    /// <summary>The id of the hint.</summary>
    public string Id { get; } = id;
}
