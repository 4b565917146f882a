namespace Kd;

/// <summary>How two attention maps are compared.</summary>
public enum AttentionTransferDistance
{
    /// <summary>The mean over samples and pixels of the squared difference: the authors' code, and most others.</summary>
    MeanSquared,

    /// <summary>The length of a sample's difference, mean over samples: the formula of the paper, and torchdistill's mode of that name.</summary>
    SampleNorm,
}
