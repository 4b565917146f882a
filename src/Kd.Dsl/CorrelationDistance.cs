namespace Kd;

/// <summary>How the correlation matrices of student and teacher are compared.</summary>
public enum CorrelationDistance
{
    /// <summary>The mean over pairs of samples of the squared difference: the paper's.</summary>
    MeanSquared,

    /// <summary>The Frobenius norm of the difference divided by B^2, as torchdistill computes it.</summary>
    Norm,
}
