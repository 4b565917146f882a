namespace Kd;

/// <summary>In how many bits the models of a run compute.</summary>
/// <remarks>
/// Whatever it is, weights, gradients, optimizer state and losses have 32 bits: what a model gives to a loss is widened first. BFloat16 has the
/// exponent of a 32-bit number and 8 bits of precision. Runs in it need not repeat to the bit.
/// </remarks>
public enum Precision
{
    /// <summary>32-bit floating-point numbers, everywhere.</summary>
    Float32,

    /// <summary>
    /// Training in mixed precision: convolutions and products of matrices of student and teachers, and what follows them, in BFloat16, by libtorch's
    /// autocast; what needs more, such as a softmax, in 32 bits. Validation and test are computed in 32 bits, as a program that uses the student would.
    /// </summary>
    Mixed,

    /// <summary>As <see cref="Mixed"/>, and validation and test too: what comes out is measured as a program sees it that runs the student in BFloat16.</summary>
    BFloat16,
}
