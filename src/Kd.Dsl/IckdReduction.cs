namespace Kd;

/// <summary>How the squared differences of ICKD's channel correlations become one number.</summary>
public enum IckdReduction
{
    /// <summary>The sum divided by C * B: the mean over samples of the sum over a row, as the authors' code for CIFAR.</summary>
    Rows,

    /// <summary>The sum divided by C * B^2, as the authors' code for ImageNet and torchdistill.</summary>
    RowsOverBatch,

    /// <summary>The mean over samples and elements, C^2 * B: the paper's formula.</summary>
    ElementMean,
}
