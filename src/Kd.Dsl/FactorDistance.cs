namespace Kd;

/// <summary>How two factors, divided by their lengths, are compared.</summary>
public enum FactorDistance
{
    /// <summary>The mean over samples and elements of the absolute difference: the paper's, with p = 1.</summary>
    MeanAbsolute,

    /// <summary>The mean over samples and elements of the squared difference.</summary>
    MeanSquared,

    /// <summary>The length of a sample's difference, mean over samples: torchdistill's with p = 2.</summary>
    SampleNorm,
}
