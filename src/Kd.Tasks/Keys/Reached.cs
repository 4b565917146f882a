namespace Kd.Tasks.Keys;

/// <summary>What the code of one type leads to.</summary>
internal sealed class Reached
{
    /// <summary>The types it mentions.</summary>
    public HashSet<CodeType> Types { get; } = [];

    /// <summary>Whether it asks for resources that are embedded in its assembly.</summary>
    public bool Resources { get; set; }
}
