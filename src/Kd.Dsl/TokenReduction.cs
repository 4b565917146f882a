namespace Kd;

/// <summary>How the divergences at the tokens become one number. A sample that is no sequence counts as one token.</summary>
public enum TokenReduction
{
    /// <summary>The sum over classes and the mean over tokens: a long sequence counts more than a short one.</summary>
    TokenMean,

    /// <summary>The sum over classes and tokens and the mean over samples.</summary>
    SampleMean,

    /// <summary>The mean over tokens and classes: <see cref="TokenMean"/> divided by the number of classes.</summary>
    ElementMean,

    /// <summary>The sum over classes, tokens and samples.</summary>
    Sum,
}
