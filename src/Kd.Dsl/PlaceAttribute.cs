namespace Kd;

/// <summary>
/// Says which place of the teacher this member of a student corresponds to, and where in the member it is, without adding a
/// term.
/// </summary>
/// <remarks>
/// A <see cref="RelationPairAttribute">[RelationPair]</see> needs both its places in the student. A member that already
/// follows the hint by a word of its own (<see cref="GuidedAttribute">[Guided]</see>, ...) is its place by that; it needs
/// this word only where the place is not simply its output.
/// </remarks>
/// <param name="id">The id of a <see cref="HintAttribute">[Hint]</see> in the teacher.</param>
/// <example>
/// <code>
/// [Place("late")] private readonly Sequential block2;
/// [Guided("state"), Place("state", Item = 1)] private readonly LSTM encoder;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = true, Inherited = false)]
public sealed class PlaceAttribute(string id) : Attribute
{
    /// <summary>The id of the hint.</summary>
    public string Id { get; } = id;

    /// <summary>The name of the place in the student. The default is the id of the hint.</summary>
    public string? Name { get; set; }

    /// <inheritdoc cref="HintAttribute.Of"/>
    public HintOf Of { get; set; }

    /// <inheritdoc cref="HintAttribute.Item"/>
    public int Item { get; set; }

    /// <inheritdoc cref="HintAttribute.Path"/>
    public string? Path { get; set; }
}
