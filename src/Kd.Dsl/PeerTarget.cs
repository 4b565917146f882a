namespace Kd;

/// <summary>What a peer of mutual learning follows.</summary>
public enum PeerTarget
{
    /// <summary>Each of the others, on the average of the divergences.</summary>
    Each,

    /// <summary>The mean of the others' logits.</summary>
    MeanOfOthers,
}
