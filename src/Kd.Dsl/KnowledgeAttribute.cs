namespace Kd;

/// <summary>
/// A term of the loss: what a student learns from, and how much it counts. The base of every such word.
/// </summary>
public abstract class KnowledgeAttribute : Attribute
{
    /// <summary>The factor of this term in the total loss. 1 unless the word says otherwise.</summary>
    [Bounds(AtLeast = 0)]
    public double Weight { get; set; } = 1;

    /// <summary>In how many epochs the weight rises from almost nothing to its full size. 0 means that it is there from the start.</summary>
    [Bounds(AtLeast = 0)]
    public int WarmUpEpochs { get; set; }

    /// <summary>How it rises.</summary>
    [Effect(nameof(WarmUpEpochs), IsNot = 0)]
    public WarmUpShape WarmUp { get; set; }

    /// <summary>What <see cref="Weight"/> has become, evenly, in the last epoch. NaN, the default, means that it stays.</summary>
    public double EndWeight { get; set; } = double.NaN;

    /// <summary>
    /// The term's name in logs, settings and <c>Losses</c>. The default is the word and its place, in camel case:
    /// <c>response</c>, <c>guided.early</c>, <c>relationPair.early.late</c>.
    /// </summary>
    public string? Name { get; set; }

    /// <summary>The <see cref="StageAttribute">[Stage]</see> that the term belongs to. The default is every stage.</summary>
    public string? Stage { get; set; }

    /// <summary>
    /// The teacher or peer that the term follows, where there are several. The default is the one that has the hint, or, for words
    /// about logits, all of them.
    /// </summary>
    public Type? Teacher { get; set; }
}
