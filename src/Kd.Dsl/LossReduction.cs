namespace Kd;

/// <summary>How the elements of a divergence become one number.</summary>
public enum LossReduction
{
    /// <summary>The sum over classes and the mean over samples: the definition of the divergence.</summary>
    BatchMean,

    /// <summary>The mean over samples and classes: <see cref="BatchMean"/> divided by the number of classes.</summary>
    ElementMean,

    /// <summary>The sum over samples and classes.</summary>
    Sum,
}
