namespace Kd;

/// <summary>Which samples and classes multi-level logit distillation counts.</summary>
public enum MlkdMasking
{
    /// <summary>All of them, as in the paper.</summary>
    None,

    /// <summary>
    /// Those that the teacher is not surer of than of the median, as lines that the authors' code has commented out would do.
    /// </summary>
    LeastConfident,

    /// <summary>All of them, each term multiplied by the fraction that is not surer than the median: what the authors' code does.</summary>
    Fraction,
}
