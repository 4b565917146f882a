namespace Kd.Losses;

/// <summary>What a loss needs to agree between the two features it compares; an adapter sees to the rest.</summary>
public enum Agreement
{
    /// <summary>Nothing beyond the number of samples.</summary>
    Samples,

    /// <summary>The number of channels: dimension 1 of a map (B, C, H, W).</summary>
    Channels,

    /// <summary>The whole shape.</summary>
    Shape,
}
