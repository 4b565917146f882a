namespace Kd;

/// <summary>How the FSP matrices of student and teacher are compared.</summary>
public enum FspDistance
{
    /// <summary>The mean over samples and matrix elements of the squared difference.</summary>
    MeanSquared,

    /// <summary>
    /// The L2 norm over the first map's channels, summed over the second's, divided by the number of samples, as torchdistill
    /// computes it.
    /// </summary>
    ChannelNorm,
}
