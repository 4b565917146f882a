namespace Kd;

/// <summary>What of a factor is compared.</summary>
public enum FactorForm
{
    /// <summary>All of its elements, as in the paper.</summary>
    Elements,

    /// <summary>The sum over channels of the squares, as RepDistiller has it.</summary>
    Attention,
}
