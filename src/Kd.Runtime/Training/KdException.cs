namespace Kd.Training;

/// <summary>Something that a user can mend, with the id of its page under <c>docs/diagnostics</c>.</summary>
/// <param name="id">The id, as in <c>KD3002</c>.</param>
/// <param name="message">One line: the place, what was found, what to do.</param>
/// <param name="inner">What caused it.</param>
public sealed class KdException(string id, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The id of its page.</summary>
    public string Id { get; } = id;

    /// <inheritdoc/>
    public override string ToString() => $"{Id}: {base.ToString()}";
}
