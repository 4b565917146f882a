namespace Kd;

/// <summary>How a term's weight rises while it warms up; t is the part of the warm-up that is done, from 0 to 1.</summary>
public enum WarmUpShape
{
    /// <summary>In proportion to t.</summary>
    Linear,

    /// <summary>exp(-5 (1 - t)^2) (Laine, Aila: "Temporal Ensembling for Semi-Supervised Learning", ICLR 2017).</summary>
    Sigmoid,
}
