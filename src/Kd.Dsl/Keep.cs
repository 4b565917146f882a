namespace Kd;

/// <summary>Which epoch's weights a run keeps.</summary>
public enum Keep
{
    /// <summary>
    /// Those of the epoch with the best metric on the validation part; among equals, that with the lowest validation loss.
    /// </summary>
    BestValidation,

    /// <summary>Those of the last epoch.</summary>
    Last,
}
